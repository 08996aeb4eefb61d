// Comparing text the way people order it.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace rasctl::output {

// Runs of digits compare as numbers ("host9" < "host10", "21.0.2" < "21.0.10"; dates in ISO form come out
// right too), the rest byte by byte without regard to ASCII letter case. Equal by that: the exact bytes
// decide.
std::strong_ordering natural_order(std::string_view a, std::string_view b);

// Appends bytes whose plain order is the natural order of such texts, but for those that only their exact
// bytes tell apart, which get the same: where many texts are compared often.
void append_natural_key(std::string& key, std::string_view text);

}  // namespace rasctl::output
