// Points in time as the service and people write them, compared as instants.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rasctl {

// What messages name as examples of a time.
inline constexpr std::string_view moment_forms = "2026-01-31T08:00, today or now-8h";

struct Moment {
    std::int64_t seconds = 0;      // since 1970, UTC
    std::int32_t nanoseconds = 0;  // 0 to 999,999,999
    auto operator<=>(const Moment&) const = default;
};

// A time as it stands in an answer: "2024-03-01T10:00:00.123+02:00", "2024-03-01 10:00", "2024-03-01",
// "Wed May 15 09:34:08 2019", "15/05/2019 09:34" (day first). What names no offset is a time of this
// machine's zone. Nothing when it is no time.
std::optional<Moment> parse_moment(std::string_view text);

// A time as a person types it: one of those, or now, today, yesterday or tomorrow (their first moment),
// with durations added or taken away: "now-8h", "today+1d12h". Relative ones are counted from `now`.
std::optional<Moment> parse_moment(std::string_view text, Moment now);

// Whether a person's time counts from now.
bool is_relative_moment(std::string_view text);

Moment moment_now();

// "2026-01-31T08:00:00Z"
std::string moment_text(const Moment& moment);

}  // namespace rasctl
