// What the text of a number says.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rasctl::json {

// A whole number that fits exactly, however it is written: "25", "25.0", "1E2".
std::optional<std::int64_t> whole_number(std::string_view text);

std::optional<double> decimal_number(std::string_view text);

}  // namespace rasctl::json
