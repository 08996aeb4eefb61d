#include "http/connect.hpp"

#include <openssl/ssl.h>

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>
#include <utility>

#include "http/certificate.hpp"
#include "http/dial.hpp"
#include "http/errors.hpp"
#include "http/resolve.hpp"
#include "http/socks.hpp"
#include "http/tls_error.hpp"
#include "http/tunnel.hpp"

namespace rasctl::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::steady_clock;

std::chrono::microseconds since(steady_clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
}

// Why the other side could not be reached, with what a person may check.
Error unreachable(std::string what, const error_code& ec, std::size_t addresses, const std::string& host,
                  const std::optional<Proxy>& proxy) {
    Error error = network_error(std::move(what), sentence(ec), "rasctl doctor");
    if (addresses > 1) error.why += " (all of its " + std::to_string(addresses) + " addresses were tried)";
    if (proxy) {
        error.hint = "check the proxy in " + proxy->origin + ", or go without it: --proxy none";
    } else if (ec == asio::error::host_not_found || ec == asio::error::no_data) {
        error.hint = "check the name: getent hosts " + host;
    } else if (ec == asio::error::connection_refused) {
        error.hint = "check the port and that the RAS web administration service runs";
    }
    return error;
}

}  // namespace

Connector::Connector(Endpoint endpoint, std::optional<Proxy> proxy, TlsPolicy policy,
                     std::shared_ptr<TlsContext> made)
    : endpoint_(std::move(endpoint)),
      proxy_(std::move(proxy)),
      policy_(std::move(policy)),
      tls_(std::move(made)) {}

std::string Connector::cannot_connect() const {
    return "cannot connect to " + host_and_port(endpoint_);
}

asio::awaitable<bool> Connector::reach(Connected& result, const Deadlines& deadlines, Watchdog& dog) {
    const std::string host = proxy_ ? proxy_->host : endpoint_.host;
    const std::uint16_t port = proxy_ ? proxy_->port : endpoint_.port;
    const std::string what = proxy_ ? "cannot reach the proxy " + host_and_port(*proxy_) : cannot_connect();
    Dialled dialled;
    std::size_t tried = 0;
    // An address that served before may be dead by now while its name leads to others.
    for (bool known = !addresses_.empty(); !dialled.socket; known = false) {
        std::vector<asio::ip::tcp::endpoint> addresses = addresses_;
        if (!known) {
            const auto start = steady_clock::now();
            Resolution found = co_await resolve(host, port, deadlines.resolve, dog);
            result.times.resolve = since(start);
            if (found.ec) {
                result.error = dog.tripped() ? dog.error(what) : unreachable(what, found.ec, 0, host, proxy_);
                co_return false;
            }
            addresses = std::move(found.addresses);
        }
        tried = addresses.size();
        const auto start = steady_clock::now();
        dialled = co_await dial(std::move(addresses), deadlines.connect, dog);
        result.times.connect = since(start);
        if (!dialled.socket) addresses_.clear();
        if (dog.tripped() || !known) break;
    }
    if (!dialled.socket) {
        result.error = dog.tripped() ? dog.error(what) : unreachable(what, dialled.ec, tried, host, proxy_);
        result.lost = !dog.tripped() && is_connection_loss(dialled.ec);
        co_return false;
    }
    error_code ec;
    const auto remote = dialled.socket->remote_endpoint(ec);
    // The next connection goes to the same machine without a detour over dead addresses.
    if (!ec) addresses_ = {remote};
    result.transport = std::make_unique<Transport>(std::move(*dialled.socket));
    co_return true;
}

asio::awaitable<bool> Connector::secure(Connected& result, const Deadlines& deadlines, Watchdog& dog) {
    if (!tls_) {
        TlsPolicy policy = policy_;
        policy.insecure = policy.insecure || keep_certificate_;
        auto context = TlsContext::create(policy);
        if (!context) {
            result.error = context.error();
            co_return false;
        }
        tls_ = std::move(*context);
    }
    Transport& transport = *result.transport;
    const auto start = steady_clock::now();
    const Watchdog::Guard guard(dog, Phase::handshaking, deadlines.handshake,
                                [&transport] { transport.close(); });
    error_code ec = asio::error::operation_aborted;
    if (guard.entered()) ec = co_await transport.start_tls(*tls_, endpoint_.host, keep_certificate_);
    result.times.handshake = since(start);
    if (!ec && !dog.tripped()) co_return true;
    result.error = dog.tripped() ? dog.error(cannot_connect()) : handshake_failure(transport, ec);
    result.lost = !dog.tripped() && is_connection_loss(ec);
    co_return false;
}

Error Connector::handshake_failure(const Transport& transport, const error_code& ec) const {
    const Verdict& verdict = transport.verdict();
    if (verdict.leaf && !verdict.trusted) return tls_->untrusted(endpoint_, verdict);
    Error error = network_error(cannot_connect(), sentence(ec), "rasctl doctor");
    if (ec == make_error_code(TlsFailure::plain_http)) {
        Endpoint plain = endpoint_;
        plain.tls = false;
        error.hint = "check the port, or without encryption: --endpoint " + to_string(plain);
    } else if (ec == make_error_code(TlsFailure::not_tls)) {
        error.hint = "check that " + host_and_port(endpoint_) + " is the RAS web administration service";
    }
    return error;
}

// The TLS of an https:// proxy. A pin is the farm's own; of the proxy an authority must know.
asio::awaitable<bool> Connector::secure_proxy(Connected& result, const Deadlines& deadlines, Watchdog& dog) {
    const std::string what = "cannot trust the proxy " + host_and_port(*proxy_);
    if (!proxy_tls_) {
        TlsPolicy policy = policy_;
        policy.fingerprint.clear();
        auto context = TlsContext::create(policy);
        if (!context) {
            result.error = context.error();
            co_return false;
        }
        proxy_tls_ = std::move(*context);
    }
    Transport& transport = *result.transport;
    const Watchdog::Guard guard(dog, Phase::handshaking, deadlines.handshake,
                                [&transport] { transport.close(); });
    error_code ec = asio::error::operation_aborted;
    if (guard.entered()) ec = co_await transport.start_tls(*proxy_tls_, proxy_->host, false);
    if (!ec && !dog.tripped()) co_return true;
    const Verdict& verdict = transport.verdict();
    if (dog.tripped()) {
        result.error = dog.error("cannot reach the proxy " + host_and_port(*proxy_));
    } else if (verdict.leaf && !verdict.trusted) {
        Endpoint place;
        place.host = proxy_->host;
        place.port = proxy_->port;
        result.error = proxy_tls_->untrusted(place, verdict);
        result.error.what = what;
        result.error.hint = "name its authority with --ca-file FILE";
    } else {
        result.error = network_error("cannot reach the proxy " + host_and_port(*proxy_), sentence(ec),
                                     "check the proxy in " + proxy_->origin + ": is it http:// instead?");
    }
    co_return false;
}

asio::awaitable<bool> Connector::pass_proxy(Connected& result, const Deadlines& deadlines, Watchdog& dog) {
    const auto start = steady_clock::now();
    if (proxy_->kind == ProxyKind::https) {
        const bool secured = co_await secure_proxy(result, deadlines, dog);
        if (!secured) co_return false;
    }
    Result<void> passed;
    if (proxy_->is_socks())
        passed = co_await open_socks(*result.transport, *proxy_, endpoint_, deadlines.connect, dog);
    else if (endpoint_.tls)
        passed = co_await open_tunnel(*result.transport, *proxy_, endpoint_, deadlines.connect, dog);
    result.times.tunnel = since(start);
    if (!passed) result.error = passed.error();
    co_return passed.has_value();
}

asio::awaitable<Connected> Connector::connect(const Deadlines& deadlines, Watchdog& dog) {
    Connected result;
    const bool reached = co_await reach(result, deadlines, dog);
    if (!reached) co_return result;
    // The transport moves out of the way of a failure last: a phase's abort may still refer to it.
    bool ready = true;
    if (proxy_) ready = co_await pass_proxy(result, deadlines, dog);
    // A server whose certificate alone is wanted may break off after it showed it; a proxy may not.
    const bool passed = ready;
    if (ready && endpoint_.tls) ready = co_await secure(result, deadlines, dog);
    if (!ready && !(passed && keep_certificate_ && result.transport->verdict().leaf))
        result.transport.reset();
    co_return result;
}

namespace {

asio::awaitable<Result<Certificate>> look_at_certificate(Endpoint endpoint, std::optional<Proxy> proxy,
                                                         const Deadlines& deadlines) {
    const std::string what = "no certificate to be had from " + host_and_port(endpoint);
    const auto executor = co_await asio::this_coro::executor;
    Watchdog dog(executor, deadlines.whole);
    Connector connector(std::move(endpoint), std::move(proxy), TlsPolicy{});
    connector.keep_certificate();
    Connected connected = co_await connector.connect(deadlines, dog);
    // A server that wants a client certificate breaks off later than it shows its own.
    if (connected.transport && connected.transport->verdict().leaf) {
        Certificate certificate = *connected.transport->verdict().leaf;
        connected.transport->close_politely();
        co_return certificate;
    }
    if (connected.error.what.empty()) co_return network_error(what, "it showed none");
    co_return connected.error;
}

}  // namespace

asio::awaitable<Result<Certificate>> fetch_certificate(Endpoint endpoint, std::optional<Proxy> proxy,
                                                       Deadlines deadlines) {
    const std::string what = "no certificate to be had from " + host_and_port(endpoint);
    if (!endpoint.tls) co_return Error{ExitCode::usage, what, "the endpoint is plain HTTP", {}};
    try {
        Result<Certificate> certificate =
            co_await look_at_certificate(std::move(endpoint), std::move(proxy), deadlines);
        const auto state = co_await asio::this_coro::cancellation_state;
        if (certificate || state.cancelled() == asio::cancellation_type::none) co_return certificate;
    } catch (const boost::system::system_error& cancelled) {
        // A coroutine that was cancelled from outside is not allowed to wait any more.
        if (cancelled.code() != asio::error::operation_aborted) throw;
    }
    co_return Error{ExitCode::interrupted, what, "interrupted", {}};
}

}  // namespace rasctl::http
