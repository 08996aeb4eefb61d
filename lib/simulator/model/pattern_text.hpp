// A text that a regular expression allows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rasctl::simulator {

// A short text that matches an ECMA 262 pattern: "^[a-f\d]{4}$" gives "aaaa". Nothing for a pattern that is
// broken or looks around (lookahead, lookbehind, references back).
std::optional<std::string> text_matching(std::string_view pattern);

}  // namespace rasctl::simulator
