// The farm's time: real time by default, faster with a scale, and settable by tests.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace rasctl::simulator {

class Clock {
  public:
    // `scale` simulated seconds pass in one real second.
    explicit Clock(double scale = 1.0);

    // Simulated milliseconds since 1970 (UTC).
    std::int64_t now_ms() const;
    std::int64_t now() const { return now_ms() / 1000; }
    // Moves simulated time forward; what tests use instead of waiting.
    void advance(std::chrono::milliseconds by) { offset_ms_ += by.count(); }

    // RFC 3339 in UTC: "2026-11-23T13:45:00Z".
    static std::string date_time(std::int64_t seconds);
    // As status objects show times: "Wed May 15 09:34:08 2019".
    static std::string status_time(std::int64_t seconds);
    // As HTTP headers show times: "Wed, 15 May 2019 09:34:08 GMT".
    static std::string http_date(std::int64_t seconds);
    std::string date_time() const { return date_time(now()); }

  private:
    double scale_;
    std::int64_t start_ms_;
    std::int64_t offset_ms_ = 0;
    std::chrono::steady_clock::time_point started_;
};

}  // namespace rasctl::simulator
