// From a host name to addresses.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "http/watchdog.hpp"

namespace rasctl::http {

struct Resolution {
    boost::system::error_code ec;
    std::vector<boost::asio::ip::tcp::endpoint> addresses;  // in the order to try them
};

// Address literals are answered at once. Names are asked for in a thread that is left alone when the watchdog
// trips: Asio's own resolver makes the end of the io_context wait for a name server that does not answer.
boost::asio::awaitable<Resolution> resolve(std::string host, std::uint16_t port,
                                           std::chrono::milliseconds limit, Watchdog& dog);

// Address families taken turn about, beginning with the first one's, so that a broken IPv6 costs one try only
// (RFC 8305 section 4).
std::vector<boost::asio::ip::tcp::endpoint> interleaved(
    const std::vector<boost::asio::ip::tcp::endpoint>& addresses);

}  // namespace rasctl::http
