// The checks of `rasctl doctor` that talk to the farm.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "commands/run/context.hpp"
#include "commands/run/farm/diagnosis.hpp"
#include "session/connection.hpp"

namespace rasctl::commands {

// Name, connection, certificate, clock, logon, version, rights, and where the token lives, each into the
// diagnosis. What cannot work because of an earlier failure is left out. Fails only when interrupted.
boost::asio::awaitable<Result<>> check_farm(Context& context, session::Connection connection,
                                            Diagnosis& diagnosis);

}  // namespace rasctl::commands
