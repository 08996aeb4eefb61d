// Connecting to the first of several addresses that answers.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <optional>
#include <vector>

#include "http/watchdog.hpp"

namespace rasctl::http {

struct Dialled {
    boost::system::error_code ec;  // the most telling of the failures
    std::optional<boost::asio::ip::tcp::socket> socket;
};

// Tries the addresses in order, the next one as soon as one failed or did not answer for 250 ms, and takes
// the first that connects (RFC 8305 section 5). `limit` is for all of them together.
boost::asio::awaitable<Dialled> dial(std::vector<boost::asio::ip::tcp::endpoint> addresses,
                                     std::chrono::milliseconds limit, Watchdog& dog);

}  // namespace rasctl::http
