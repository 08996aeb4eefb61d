// Keeps the requests of one client within what the server allows.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "http/message.hpp"

namespace rasctl::http {

// Shared by all requests of a client. After a refusal by limit everybody waits; when the server tells how
// many requests are left (RateLimit-Remaining and -Reset, with or without X-, or the combined RateLimit), no
// more than those leave.
class Pacer {
  public:
    using Time = std::chrono::steady_clock::time_point;

    // How long the next request must wait; 0 when it may go.
    std::chrono::milliseconds delay(Time now) const;
    void leaves();
    // An answer came, or will not come.
    void returned();
    void hold(Time until);
    // Learns from the headers of an answer.
    void observe(const Response& response, Time now, std::chrono::system_clock::time_point wall);

  private:
    Time held_until_{};
    Time window_ends_{};
    std::optional<std::int64_t> budget_;  // requests that may still leave before window_ends_
    std::int64_t under_way_ = 0;
};

}  // namespace rasctl::http
