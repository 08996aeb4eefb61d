#include "test_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace rasctl::http::test {
namespace {

int listening_socket(const char* address, std::uint16_t& port) {
    const bool v6 = std::string_view(address).find(':') != std::string_view::npos;
    const int listener = socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) throw std::runtime_error("socket");
    sockaddr_storage place{};
    socklen_t size = 0;
    if (v6) {
        auto* in6 = reinterpret_cast<sockaddr_in6*>(&place);
        in6->sin6_family = AF_INET6;
        inet_pton(AF_INET6, address, &in6->sin6_addr);
        size = sizeof(sockaddr_in6);
    } else {
        auto* in4 = reinterpret_cast<sockaddr_in*>(&place);
        in4->sin_family = AF_INET;
        inet_pton(AF_INET, address, &in4->sin_addr);
        size = sizeof(sockaddr_in);
    }
    if (bind(listener, reinterpret_cast<sockaddr*>(&place), size) != 0 || listen(listener, 64) != 0) {
        close(listener);
        throw std::runtime_error("bind");
    }
    getsockname(listener, reinterpret_cast<sockaddr*>(&place), &size);
    port = ntohs(v6 ? reinterpret_cast<sockaddr_in6*>(&place)->sin6_port
                    : reinterpret_cast<sockaddr_in*>(&place)->sin_port);
    return listener;
}

}  // namespace

long Peer::read_some(char* data, std::size_t size) {
    if (ssl_ != nullptr) return SSL_read(ssl_, data, static_cast<int>(size));
    return recv(socket_, data, size, 0);
}

std::string Peer::read_request() {
    std::string text = std::move(unread_);
    unread_.clear();
    std::vector<char> piece(65536);
    std::size_t wanted = std::string::npos;
    while (wanted == std::string::npos || text.size() < wanted) {
        if (const std::size_t end = text.find("\r\n\r\n");
            end != std::string::npos && wanted == std::string::npos) {
            wanted = end + 4;
            if (const std::size_t at = text.find("Content-Length: "); at < end) {
                wanted += std::strtoull(text.c_str() + at + 16, nullptr, 10);
            }
            continue;
        }
        const long got = read_some(piece.data(), piece.size());
        if (got <= 0) return {};
        text.append(piece.data(), static_cast<std::size_t>(got));
    }
    unread_ = text.substr(wanted);
    text.resize(wanted);
    return text;
}

std::string Peer::read_piece() {
    if (!unread_.empty()) return std::exchange(unread_, std::string());
    char piece[4096];
    const long got = read_some(piece, sizeof piece);
    return got <= 0 ? std::string() : std::string(piece, static_cast<std::size_t>(got));
}

std::string Peer::read_to_end() {
    std::string text;
    for (std::string piece = read_piece(); !piece.empty(); piece = read_piece()) text += piece;
    return text;
}

void Peer::send(std::string_view text) {
    while (!text.empty()) {
        const long sent =
            ssl_ != nullptr
                ? SSL_write(ssl_, text.data(), static_cast<int>(std::min<std::size_t>(text.size(), 1 << 20)))
                : ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Peer::reset() {
    const linger now{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    if (ssl_ != nullptr) SSL_set_quiet_shutdown(ssl_, 1);
}

void Peer::cut() {
    if (ssl_ != nullptr) SSL_set_quiet_shutdown(ssl_, 1);
    shutdown(socket_, SHUT_WR);
}

TestServer::TestServer(Script script, ssl_ctx_st* tls, const char* address)
    : script_(std::move(script)), tls_(tls) {
    // OpenSSL writes with write(), which would end the test when a client is gone.
    std::signal(SIGPIPE, SIG_IGN);
    listener_ = listening_socket(address, port_);
    acceptor_ = std::thread([this] { accept_all(); });
}

TestServer::~TestServer() {
    stopping_ = true;
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
        const std::lock_guard lock(mutex_);
        for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
    }
    for (auto& thread : threads_) thread.join();
    close(listener_);
}

void TestServer::accept_all() {
    while (!stopping_) {
        const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        const int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::lock_guard lock(mutex_);
        sockets_.push_back(socket);
        threads_.emplace_back([this, socket, number = connections_++] { serve(socket, number); });
    }
}

void TestServer::serve(int socket, int number) {
    SSL* ssl = nullptr;
    bool ready = true;
    if (tls_ != nullptr) {
        ssl = SSL_new(tls_);
        SSL_set_fd(ssl, socket);
        ready = SSL_accept(ssl) == 1;
    }
    if (ready) {
        Peer peer(socket, ssl);
        script_(peer, number);
        if (ssl != nullptr) SSL_shutdown(ssl);
    } else {
        // To close with something unread would reset the connection and take the alert away from the client.
        shutdown(socket, SHUT_WR);
        Peer(socket, nullptr).wait_for_close();
    }
    if (ssl != nullptr) SSL_free(ssl);
    ERR_clear_error();
    const std::lock_guard lock(mutex_);
    std::erase(sockets_, socket);
    close(socket);
}

std::uint16_t closed_port() {
    std::uint16_t port = 0;
    close(listening_socket("127.0.0.1", port));
    return port;
}

std::string ok(std::string_view body, std::string_view headers) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(headers) + "\r\n" + std::string(body);
}

}  // namespace rasctl::http::test
