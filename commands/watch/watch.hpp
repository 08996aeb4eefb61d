// Looking at the farm again and again, for --watch.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "commands/context.hpp"
#include "commands/line/option.hpp"

namespace rasctl::commands {

inline constexpr std::string_view usual_interval = "5s";

// --watch and --every.
void add_watch_options(Usage& usage);
// The time of --every, or of another word that says it; a usage failure when it is none or less than 200ms.
Result<std::chrono::milliseconds> watch_interval(std::string_view text, std::string_view command);

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
