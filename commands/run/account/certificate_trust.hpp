// Deciding whether to trust a certificate that nobody vouches for.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

#include "commands/run/context.hpp"
#include "session/connection.hpp"

namespace rasctl::commands {

// Connects to the server once. Nothing when its certificate can be trusted as the connection is. When it
// cannot, shows it on a terminal and asks once: the fingerprint to pin from now on, or a failure (exit code
// interrupted) for a "no". Where there is nobody to ask: a failure with exit code network and what to give.
boost::asio::awaitable<Result<std::optional<std::string>>> trust_on_first_use(Context& context,
                                                                              session::Connection connection);

}  // namespace rasctl::commands
