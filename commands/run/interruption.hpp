// Running asynchronous work so that Ctrl-C ends it in order.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>

#include "error/error.hpp"

namespace rasctl::commands {

// Runs the work to its end. The first stop signal cancels what is in flight (the work sees operation_aborted)
// and the answer is terminal::interrupted(); a second one ends the process at once. An exception that leaves
// the work is a bug and passes through.
Result<> run_until_done_or_interrupted(boost::asio::io_context& io,
                                       std::function<boost::asio::awaitable<Result<>>()> work);

}  // namespace rasctl::commands
