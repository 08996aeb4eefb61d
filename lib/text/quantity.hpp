// Durations and sizes as people type them: "90s", "1h30m", "1.5d", "512MB".
#pragma once

#include <optional>
#include <string_view>

namespace rasctl {

// What messages name as examples of a duration, and of a size.
inline constexpr std::string_view duration_forms = "90s, 500ms, 1h30m or 2d";
inline constexpr std::string_view size_forms = "512MB or 2GB";

// Milliseconds. Numbers with ms, s, m (or min), h, d or w, the larger units first, each once. Nothing when
// the text is no duration; a number without a unit is none.
std::optional<double> duration_in_milliseconds(std::string_view text);

// Bytes: one number with B, KB, MB, GB or TB (powers of 1024), in any letter case.
std::optional<double> size_in_bytes(std::string_view text);

}  // namespace rasctl
