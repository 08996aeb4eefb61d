// A list of words that a text may be, as the pattern by which catalogues keep it: "^(Trace|Debug|Error)$".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rasctl::catalog {

// The words of such a pattern; none of any other.
std::vector<std::string> words_of_pattern(std::string_view pattern);

// The pattern that allows these words and nothing else; empty for none.
std::string pattern_of_words(const std::vector<std::string>& words);

}  // namespace rasctl::catalog
