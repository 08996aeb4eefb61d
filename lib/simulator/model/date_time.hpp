// Reading the times that Clock::date_time writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rasctl::simulator {

// Seconds since 1970 of an RFC 3339 time in UTC ("2026-11-23T13:45:00Z", also with fractions or without the
// Z); nothing for any other text.
std::optional<std::int64_t> parse_date_time(std::string_view text);

}  // namespace rasctl::simulator
