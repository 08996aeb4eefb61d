// From an endpoint to a connection that requests can be sent on: resolve, connect, proxy, TLS.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "error/error.hpp"
#include "http/deadlines.hpp"
#include "http/endpoint.hpp"
#include "http/proxy.hpp"
#include "http/tls_policy.hpp"
#include "http/transport.hpp"
#include "http/watchdog.hpp"

namespace rasctl::http {

// How long each part took; a part that was not needed is 0.
struct ConnectTimes {
    std::chrono::microseconds resolve{0};
    std::chrono::microseconds connect{0};
    std::chrono::microseconds tunnel{0};
    std::chrono::microseconds handshake{0};
};

struct Connected {
    std::unique_ptr<Transport> transport;  // null on failure
    Error error;
    bool lost = false;  // the connection was there and broke: another try may do
    ConnectTimes times;
};

class Connector {
  public:
    // `made` is of that policy; without it one is made for the first connection.
    Connector(Endpoint endpoint, std::optional<Proxy> proxy, TlsPolicy policy,
              std::shared_ptr<TlsContext> made = {});

    // Ends within the deadlines; every failure says what it was.
    boost::asio::awaitable<Connected> connect(const Deadlines& deadlines, Watchdog& dog);

    // Accept any certificate and keep it in the transport's verdict.
    void keep_certificate() {
        keep_certificate_ = true;
        tls_.reset();
    }

    const Endpoint& endpoint() const { return endpoint_; }
    const std::optional<Proxy>& proxy() const { return proxy_; }

  private:
    boost::asio::awaitable<bool> reach(Connected& result, const Deadlines& deadlines, Watchdog& dog);
    boost::asio::awaitable<bool> pass_proxy(Connected& result, const Deadlines& deadlines, Watchdog& dog);
    boost::asio::awaitable<bool> secure_proxy(Connected& result, const Deadlines& deadlines, Watchdog& dog);
    boost::asio::awaitable<bool> secure(Connected& result, const Deadlines& deadlines, Watchdog& dog);
    Error handshake_failure(const Transport& transport, const boost::system::error_code& ec) const;
    std::string cannot_connect() const;

    Endpoint endpoint_;
    std::optional<Proxy> proxy_;
    TlsPolicy policy_;
    std::shared_ptr<TlsContext> tls_;
    std::shared_ptr<TlsContext> proxy_tls_;
    std::vector<boost::asio::ip::tcp::endpoint> addresses_;  // that worked before; asking again costs time
    bool keep_certificate_ = false;
};

}  // namespace rasctl::http
