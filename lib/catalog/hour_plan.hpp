// Plans of the hours of a day: a bit for each hour, written as spans of time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"

namespace rasctl::catalog {

// What messages name as examples of hours.
inline constexpr std::string_view hour_forms = "07:00-18:00, 7-12,13-18, all or none";

// Whether the schema's bits are the 24 hours of a day.
bool is_hour_plan(const Schema& schema);

// The hours of one span, "07:00-18:00", "22-6" over midnight, "all" or "none". Nothing for any other text.
std::optional<std::int64_t> hours_of(std::string_view text);

// The plan as spans: "07:00-12:00, 13:00-18:00", "all" or "none".
std::string hours_text(std::int64_t plan);

}  // namespace rasctl::catalog
