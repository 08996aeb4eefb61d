// A server that does what a test tells it, byte by byte, on a port of the system's choice.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct ssl_st;
struct ssl_ctx_st;

namespace rasctl::http::test {

// One accepted connection.
class Peer {
  public:
    Peer(int socket, ssl_st* ssl) : socket_(socket), ssl_(ssl) {}
    // The next request with its body, as far as Content-Length tells; empty when the client closed.
    std::string read_request();
    // What came by now, or else what comes next; empty when the client closed.
    std::string read_piece();
    // What came until the client closed.
    std::string read_to_end();
    void send(std::string_view text);
    // Ends the connection with a reset instead of a clean close.
    void reset();
    // Ends TCP without TLS's close_notify.
    void cut();
    // Returns when the client closed or the server stops.
    void wait_for_close() { read_to_end(); }
    ssl_st* tls() { return ssl_; }

  private:
    long read_some(char* data, std::size_t size);
    int socket_;
    ssl_st* ssl_;
    std::string unread_;
};

class TestServer {
  public:
    // Called in a thread of its own for each connection; the number counts from 0. The connection is closed
    // cleanly when it returns.
    using Script = std::function<void(Peer& peer, int connection)>;

    explicit TestServer(Script script, ssl_ctx_st* tls = nullptr, const char* address = "127.0.0.1");
    ~TestServer();
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    std::uint16_t port() const { return port_; }
    int connections() const { return connections_; }

  private:
    void accept_all();
    void serve(int socket, int number);

    Script script_;
    ssl_ctx_st* tls_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<int> connections_{0};
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::vector<int> sockets_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

// A port on which nothing listens.
std::uint16_t closed_port();

// "HTTP/1.1 200 OK" with a length.
std::string ok(std::string_view body, std::string_view headers = {});

}  // namespace rasctl::http::test
