// From the text of a value that ElementScanner has found right to the value.
#pragma once

#include <string_view>

#include "json/value.hpp"

namespace rasctl::json {

// The value of a whole text that is known to be right: nothing is checked again.
Value built(std::string_view text);

// What a string's text between its quotes says, escapes resolved.
std::string unescaped(std::string_view text);

}  // namespace rasctl::json
