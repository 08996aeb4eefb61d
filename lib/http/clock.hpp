// Time as retries and pacing see it; tests put their own in.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>

namespace rasctl::http {

struct Clock {
    std::function<std::chrono::steady_clock::time_point()> now = [] {
        return std::chrono::steady_clock::now();
    };
    std::function<std::chrono::system_clock::time_point()> wall = [] {
        return std::chrono::system_clock::now();
    };
    // Instead of really waiting; empty: wait with a timer.
    std::function<boost::asio::awaitable<void>(std::chrono::milliseconds)> sleep{};
};

}  // namespace rasctl::http
