// Connections that wait for their next request.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "http/exchange.hpp"

namespace rasctl::http {

class Pool {
  public:
    using Clock = std::chrono::steady_clock;

    // The connection used last, when it is still quiet and was used not longer ago than `max_idle`; or null.
    std::unique_ptr<Connection> take(std::chrono::milliseconds max_idle, Clock::time_point now);
    void give(std::unique_ptr<Connection> connection, Clock::time_point now);
    // Says goodbye to all.
    void close();

  private:
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace rasctl::http
