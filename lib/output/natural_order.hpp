// Comparing text the way people order it.
#pragma once

#include <compare>
#include <string_view>

namespace rasctl::output {

// Runs of digits compare as numbers ("host9" < "host10", "21.0.2" < "21.0.10"; dates in ISO form come out
// right too), the rest byte by byte without regard to ASCII letter case. Equal by that: the exact bytes
// decide.
std::strong_ordering natural_order(std::string_view a, std::string_view b);

}  // namespace rasctl::output
