// How the server's coroutines wait for Asio.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace rasctl::simulator {

// Errors come as values: a connection that breaks is no exception for a server.
inline constexpr auto quietly = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace rasctl::simulator
