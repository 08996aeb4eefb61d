#include "session/probe.hpp"

#include <boost/asio/this_coro.hpp>

#include "http/watchdog.hpp"

namespace rasctl::session {

namespace asio = boost::asio;

asio::awaitable<Probe> probe(Connection connection) {
    Probe result;
    const auto executor = co_await asio::this_coro::executor;
    {
        http::Watchdog dog(executor, connection.deadlines.whole);
        http::Connector connector(connection.endpoint, connection.proxy, connection.tls);
        http::Connected connected = co_await connector.connect(connection.deadlines, dog);
        result.times = connected.times;
        if (connected.transport) {
            result.security = connected.transport->security();
            connected.transport->close_politely();
            co_return result;
        }
        result.failure = std::move(connected.error);
    }
    if (!connection.endpoint.tls || result.failure->exit_code != ExitCode::network) co_return result;
    // A server that shows a certificate now, when nobody checks it, failed before because of it.
    Result<http::Certificate> shown =
        co_await http::fetch_certificate(connection.endpoint, connection.proxy, connection.deadlines);
    if (shown) result.untrusted = std::move(*shown);
    co_return result;
}

}  // namespace rasctl::session
