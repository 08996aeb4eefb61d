// Work that may not take longer than there is time.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>

#include "error/error.hpp"

namespace rasctl::commands {

// What the work ends with; nothing when the time was over before, and the work was cancelled. Ctrl-C cancels
// it like any other waiting.
boost::asio::awaitable<std::optional<Result<>>> within(std::chrono::milliseconds time,
                                                       boost::asio::awaitable<Result<>> work);

}  // namespace rasctl::commands
