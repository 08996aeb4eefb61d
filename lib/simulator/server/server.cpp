#include "simulator/server/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "error/try.hpp"
#include "simulator/server/connection.hpp"
#include "simulator/server/quietly.hpp"

namespace rasctl::simulator {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

Error cannot_listen(const ServerOptions& options, std::string why) {
    return Error{ExitCode::network, "cannot listen on " + options.host + ":" + std::to_string(options.port),
                 std::move(why), "rasctl-simulate --listen :0"};
}

Result<std::unique_ptr<asio::ssl::context>> tls_context(const Certificate& certificate) {
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    boost::system::error_code failed;
    context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                             asio::ssl::context::no_tlsv1_1,
                         failed);
    if (!failed) context->use_certificate_chain(asio::buffer(certificate.certificate_pem), failed);
    if (!failed) context->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem, failed);
    if (failed) return Error{ExitCode::usage, "cannot use the certificate", failed.message(), ""};
    return context;
}

}  // namespace

struct Server::State {
    State(Endpoint& service, std::size_t body) : endpoint(service), maximum_body(body), acceptor(context) {}

    asio::awaitable<void> accept() {
        while (acceptor.is_open()) {
            auto [failed, socket] = co_await acceptor.async_accept(quietly);
            if (!failed) {
                asio::co_spawn(context,
                               serve_connection(boost::beast::tcp_stream(std::move(socket)), tls.get(),
                                                endpoint, maximum_body),
                               asio::detached);
                continue;
            }
            if (failed == asio::error::operation_aborted) co_return;
            // Out of descriptors: those in use come back when connections end.
            asio::steady_timer pause(context, std::chrono::milliseconds(50));
            co_await pause.async_wait(quietly);
        }
    }

    void stop_on_signals() {
        signals.add(SIGINT);
        signals.add(SIGTERM);
        signals.async_wait([this](const boost::system::error_code& failed, int) {
            if (!failed) context.stop();
        });
    }

    Endpoint& endpoint;
    std::size_t maximum_body;
    asio::io_context context{1};
    asio::signal_set signals{context};
    std::unique_ptr<asio::ssl::context> tls;
    tcp::acceptor acceptor;
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

Result<Server> Server::listen(Endpoint& endpoint, const ServerOptions& options) {
    auto state = std::make_unique<State>(endpoint, options.maximum_body);
    if (options.certificate) {
        TRY_LET(auto context, tls_context(*options.certificate));
        state->tls = std::move(context);
    }
    boost::system::error_code failed;
    auto address = asio::ip::make_address(options.host, failed);
    if (failed) {
        tcp::resolver resolver(state->context);
        const auto found = resolver.resolve(options.host, "", failed);
        if (failed || found.empty()) return cannot_listen(options, failed.message());
        address = found.begin()->endpoint().address();
    }
    const tcp::endpoint at(address, options.port);
    state->acceptor.open(at.protocol(), failed);
    if (!failed) state->acceptor.set_option(asio::socket_base::reuse_address(true), failed);
    if (!failed) state->acceptor.bind(at, failed);
    if (!failed) state->acceptor.listen(asio::socket_base::max_listen_connections, failed);
    if (failed) return cannot_listen(options, failed.message());
    // Before the address is announced: who reads it may send a signal at once.
    if (options.handle_signals) state->stop_on_signals();
    return Server(std::move(state));
}

std::uint16_t Server::port() const {
    boost::system::error_code ignored;
    return state_->acceptor.local_endpoint(ignored).port();
}

void Server::run() {
    asio::co_spawn(state_->context, state_->accept(), asio::detached);
    state_->context.run();
}

void Server::stop() {
    state_->context.stop();
}

}  // namespace rasctl::simulator
