// Durations, sizes, colours and moments as people read them.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/unit.hpp"

namespace rasctl::output {

// How points in time are shown.
enum class Times {
    as_sent,
    local,  // of this computer's zone
    utc
};

// "1h30m", "20 GB", exactly; nothing for a number that is no whole one or below 0.
std::optional<std::string> measure_text(std::string_view number, const catalog::Unit& unit);

// "#0068B8"; nothing for what is no colour.
std::optional<std::string> colour_text(std::string_view number);

// A moment with a zone, "2026-11-24T15:04:05Z", as "2026-11-24 16:04:05". Nothing for any other text.
std::optional<std::string> moment_text(std::string_view text, Times times);

// How far a moment at which something ends lies from now: "in 28 days", "3 days ago". A moment without a zone
// is one of UTC. Nothing for any other text.
std::optional<std::string> distance_text(std::string_view text, std::time_t now);

}  // namespace rasctl::output
