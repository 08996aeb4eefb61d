// One line of text as the words that a shell would make of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"

namespace rasctl::commands {

// Splits as a shell would: blanks separate, quotes and backslashes hold together. An open quote is a usage
// failure.
Result<std::vector<std::string>> split_words(std::string_view text);

}  // namespace rasctl::commands
