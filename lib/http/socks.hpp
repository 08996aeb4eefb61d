// A tunnel through a SOCKS 5 proxy (RFC 1928, RFC 1929).
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>

#include "error/error.hpp"
#include "http/endpoint.hpp"
#include "http/proxy.hpp"
#include "http/transport.hpp"
#include "http/watchdog.hpp"

namespace rasctl::http {

// Asks the proxy that `transport` leads to for a connection to the endpoint: by name for socks5h, by address
// for socks5. Exit code network(6), or timed_out(7) after `limit`.
boost::asio::awaitable<Result<void>> open_socks(Transport& transport, const Proxy& proxy,
                                                const Endpoint& endpoint, std::chrono::milliseconds limit,
                                                Watchdog& dog);

}  // namespace rasctl::http
