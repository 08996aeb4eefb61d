// What comes of an act beside what it names, for the question to a person.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "commands/run/call/act_plan.hpp"
#include "farm/directory.hpp"
#include "session/session.hpp"

namespace rasctl::commands {

// "with the 14 items in it", "12 of 12 leave the list". Best effort: what cannot be read is left out.
boost::asio::awaitable<std::vector<std::string>> consequences_of(session::Session& session,
                                                                 farm::Directory& directory,
                                                                 const ActPlan& plan);

}  // namespace rasctl::commands
