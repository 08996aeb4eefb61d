// Ending the session of an account, or showing how.
#pragma once

#include "commands/run/account/end_session.hpp"

namespace rasctl::commands {

// end_session(); with --dry-run it only shows the request.
boost::asio::awaitable<Result<Ended>> end_or_show_session(Context& context, const config::Settings& settings);

}  // namespace rasctl::commands
