// The word somebody probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rasctl::config {

// The candidate that differs in the fewest letters (inserted, dropped, replaced, swapped; case does not
// count), when those are at most a third of the word's; else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace rasctl::config
