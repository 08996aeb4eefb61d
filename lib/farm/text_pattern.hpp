// Texts that only some values or shapes are allowed for (OpenAPI's "pattern"), checked before they are sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/word_pattern.hpp"

namespace rasctl::farm {

using catalog::words_of_pattern;

// The text as such a pattern spells it, whatever its letter case: "warning" is sent as "Warning".
std::string spelled_by_pattern(std::string_view pattern, std::string_view text);

// What is wrong with the text, or nothing. A pattern that cannot be read, or that costs too much to judge,
// refuses nothing: the server will tell.
std::optional<std::string> pattern_problem(std::string_view pattern, std::string_view text);

}  // namespace rasctl::farm
