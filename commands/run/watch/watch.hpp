// Looking at the farm again and again, for --watch.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "commands/run/context.hpp"

namespace rasctl::commands {

struct Watched {
    // Takes a look. What is not for a screen it writes itself.
    std::function<boost::asio::awaitable<Result<>>()> look;
    // Draws the last look for a window of that size (live_screen.hpp); empty when it is not for a screen.
    std::function<std::string(int columns, int rows)> draw{};
};

// Looks, waits, looks, until Ctrl-C. The first look must succeed. A later one that fails in a way that may
// pass - no network, no answer in time, a server that is overloaded, a page where JSON should be - is told of
// and taken again. Of other refusals of the server the third in a row ends it, and what fails here at once.
boost::asio::awaitable<Result<>> watch(Context& context, std::chrono::milliseconds interval, Watched watched);

}  // namespace rasctl::commands
