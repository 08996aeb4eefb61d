// The sockets: HTTP/1.1 over TLS or plain, any number of connections on one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "error/error.hpp"
#include "simulator/model/certificate.hpp"
#include "simulator/server/endpoint.hpp"

namespace rasctl::simulator {

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;                  // 0: the system picks one
    std::optional<Certificate> certificate;  // nothing: plain HTTP
    std::size_t maximum_body = 256UL * 1024 * 1024;
    bool handle_signals = false;  // SIGINT and SIGTERM end run(), from listen() on
};

class Server {
  public:
    // Listens; connections are accepted once run() is called, and wait until then.
    static Result<Server> listen(Endpoint& endpoint, const ServerOptions& options);
    ~Server();
    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;

    std::uint16_t port() const;
    // Serves until stop() or, when signals are handled, SIGINT or SIGTERM; then closes every connection.
    void run();
    // May be called from any thread.
    void stop();

  private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace rasctl::simulator
