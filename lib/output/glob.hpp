// The `~` of --where.
#pragma once

#include <string_view>

namespace rasctl::output {

// Without * and ?: whether the text contains the pattern. With them: whether the whole text matches, *
// standing for any run of characters and ? for one. ASCII letters match in either case. Takes time in the
// product of the lengths at most.
bool matches_pattern(std::string_view text, std::string_view pattern);

}  // namespace rasctl::output
