// Ending the session that an account has with a farm.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

#include "commands/run/context.hpp"
#include "http/message.hpp"

namespace rasctl::commands {

enum class Ended {
    was_not_logged_on,
    logged_off,
    only_here,   // the token is gone from here, but the server could not be told
    only_shown,  // nothing was done
};

using ShowInstead = std::function<Result<>(const std::string& endpoint, const http::Request& request)>;

// Logs off at the server with the token that is kept for the settings' endpoint and user, and erases it, also
// when the server cannot be reached; why that is goes to stderr as a warning. Where there is a
// `show`, it gets the endpoint and the request instead. Failures: no farm, no user, a
// token store that cannot be used.
boost::asio::awaitable<Result<Ended>> end_session(Context& context, const config::Settings& settings,
                                                  const ShowInstead& show = {});

}  // namespace rasctl::commands
