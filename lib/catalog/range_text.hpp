// Ranges of numbers in words. A bound that is itself left out ("exclusiveMinimum") is kept in the image as
// the next number that there is, and told as what was written.
#pragma once

#include <optional>
#include <string>

namespace rasctl::catalog {

// "1 to 9", "at least 1", "at most 9", "more than 0", "more than 0, at most 9"; empty for no bounds.
std::string range_text(std::optional<double> low, std::optional<double> high);

// One bound alone: "0.5", "more than 0"; empty for none.
std::string lower_bound_text(std::optional<double> low);
std::string upper_bound_text(std::optional<double> high);

}  // namespace rasctl::catalog
