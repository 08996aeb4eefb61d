// One connection: reads requests, writes responses, until either side has enough.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <cstddef>

#include "simulator/server/endpoint.hpp"

namespace rasctl::simulator {

// Serves a connection; `tls` is null for plain HTTP. Never throws: whatever ends the connection ends it
// quietly.
boost::asio::awaitable<void> serve_connection(boost::beast::tcp_stream stream, boost::asio::ssl::context* tls,
                                              Endpoint& endpoint, std::size_t maximum_body);

}  // namespace rasctl::simulator
