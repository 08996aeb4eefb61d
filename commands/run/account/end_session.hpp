// Ending the session that an account has with a farm.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "commands/run/context.hpp"

namespace rasctl::commands {

enum class Ended {
    was_not_logged_on,
    logged_off,
    only_here  // the token is gone from here, but the server could not be told
};

// Logs off at the server with the token that is kept for the settings' endpoint and user, and erases it, also
// when the server cannot be reached; why that is goes to stderr as a warning. Failures: no farm, no user, a
// token store that cannot be used.
boost::asio::awaitable<Result<Ended>> end_session(Context& context, const config::Settings& settings);

}  // namespace rasctl::commands
