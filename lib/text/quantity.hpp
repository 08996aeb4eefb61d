// Durations, sizes and shares as people type them: "90s", "1h30m", "1.5d", "6mo", "512MB", "80%".
#pragma once

#include <optional>
#include <string_view>

namespace rasctl {

// What messages name as examples of a duration, a number of months, a size, and a share.
inline constexpr std::string_view duration_forms = "90s, 500ms, 1h30m or 2d";
inline constexpr std::string_view month_forms = "6mo or 1y";
inline constexpr std::string_view size_forms = "512MB or 2GB";
inline constexpr std::string_view share_forms = "80%";

// Milliseconds. Numbers with ms, s, m (or min), h, d or w, the larger units first, each once. Nothing when
// the text is no duration; a number without a unit is none.
std::optional<double> duration_in_milliseconds(std::string_view text);

// Months: one number with mo or y.
std::optional<double> months_in(std::string_view text);

// Bytes: one number with B, KB, MB, GB or TB (powers of 1024), in any letter case.
std::optional<double> size_in_bytes(std::string_view text);

// Hundredths: one number with a percent sign.
std::optional<double> percent_in(std::string_view text);

}  // namespace rasctl
