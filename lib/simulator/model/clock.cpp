#include "simulator/model/clock.hpp"

#include <array>
#include <ctime>

namespace rasctl::simulator {
namespace {

std::string formatted(std::int64_t seconds, const char* format) {
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 64> buffer{};
    return {buffer.data(), std::strftime(buffer.data(), buffer.size(), format, &parts)};
}

}  // namespace

Clock::Clock(double scale)
    : scale_(scale),
      start_ms_(std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count()),
      started_(std::chrono::steady_clock::now()) {}

std::int64_t Clock::now_ms() const {
    const std::chrono::duration<double, std::milli> real = std::chrono::steady_clock::now() - started_;
    return start_ms_ + static_cast<std::int64_t>(real.count() * scale_) + offset_ms_;
}

std::string Clock::date_time(std::int64_t seconds) {
    return formatted(seconds, "%Y-%m-%dT%H:%M:%SZ");
}

std::string Clock::status_time(std::int64_t seconds) {
    return formatted(seconds, "%a %b %d %H:%M:%S %Y");
}

std::string Clock::http_date(std::int64_t seconds) {
    return formatted(seconds, "%a, %d %b %Y %H:%M:%S GMT");
}

}  // namespace rasctl::simulator
