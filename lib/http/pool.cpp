#include "http/pool.hpp"

#include <utility>

namespace rasctl::http {

std::unique_ptr<Connection> Pool::take(std::chrono::milliseconds max_idle, Clock::time_point now) {
    const auto oldest = now - max_idle;
    while (!idle_.empty()) {
        std::unique_ptr<Connection> connection = std::move(idle_.back());
        idle_.pop_back();
        if (connection->last_used >= oldest && connection->transport->is_quiet()) return connection;
        connection->transport->close_politely();
    }
    return nullptr;
}

void Pool::give(std::unique_ptr<Connection> connection, Clock::time_point now) {
    connection->last_used = now;
    idle_.push_back(std::move(connection));
}

void Pool::close() {
    for (const auto& connection : idle_) connection->transport->close_politely();
    idle_.clear();
}

}  // namespace rasctl::http
