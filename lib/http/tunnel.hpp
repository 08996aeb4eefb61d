// A tunnel through an HTTP proxy (RFC 9110 9.3.6).
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <vector>

#include "error/error.hpp"
#include "http/endpoint.hpp"
#include "http/message.hpp"
#include "http/proxy.hpp"
#include "http/transport.hpp"
#include "http/watchdog.hpp"

namespace rasctl::http {

// Asks the proxy that `transport` leads to for a connection to the endpoint.
boost::asio::awaitable<Result<void>> open_tunnel(Transport& transport, const Proxy& proxy,
                                                 const Endpoint& endpoint, std::chrono::milliseconds limit,
                                                 Watchdog& dog);

// The proxy answered 407 with these headers: it wants credentials, or others, or of a kind that rasctl does
// not speak. Exit code network(6).
Error proxy_wants_credentials(const Proxy& proxy, const std::vector<Header>& headers);

}  // namespace rasctl::http
