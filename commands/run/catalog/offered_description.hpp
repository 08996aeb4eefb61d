// Telling, at the logon, that a farm's web service offers its own description.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "commands/run/context.hpp"
#include "http/client.hpp"
#include "terminal/secret.hpp"

namespace rasctl::commands {

// Whom the mention is for.
struct DescriptionOffer {
    std::string context;     // the context that is logged on
    int server_version = 0;  // what the server said of itself; 0 where it said nothing
};

// Whether to look at all: somebody reads it on a terminal, the context has no imported catalogue, and
// nobody looked at this version of its server before.
bool is_worth_looking(Context& context, const DescriptionOffer& offer);

// Looks at the places of descriptions, for two seconds at most, and says on stderr what to run where one is
// there. Whatever goes wrong ends it in silence: the logon is done.
boost::asio::awaitable<void> mention_offered_description(Context& context, http::Client& client,
                                                         const terminal::Secret& token,
                                                         DescriptionOffer offer);

}  // namespace rasctl::commands
