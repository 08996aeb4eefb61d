// The service's limit of requests: so many in each fixed window, for all clients together.
#pragma once

#include <chrono>
#include <optional>

namespace rasctl::simulator {

class RateLimit {
  public:
    using Time = std::chrono::steady_clock::time_point;

    RateLimit(unsigned requests, std::chrono::seconds window) : requests_(requests), window_(window) {}

    // Counts a request. Nothing when it may pass, else how long the window lasts.
    std::optional<std::chrono::milliseconds> refuse(Time now) {
        if (!begun_ || now - *begun_ >= window_) {
            begun_ = now;
            count_ = 0;
        }
        if (count_ < requests_) {
            ++count_;
            return std::nullopt;
        }
        return std::chrono::duration_cast<std::chrono::milliseconds>(*begun_ + window_ - now);
    }

  private:
    unsigned requests_;
    std::chrono::seconds window_;
    unsigned count_ = 0;
    std::optional<Time> begun_;
};

}  // namespace rasctl::simulator
