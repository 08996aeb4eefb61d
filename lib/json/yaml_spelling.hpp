// How a text stands in YAML, so that every parser reads the same text back.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::json {

// Appends the text as a scalar on one line: plain where nothing else could be read from it, else in single
// quotes, or in double quotes where it holds what only an escape can say. Bytes that are no UTF-8 become '?'.
void append_yaml_string(std::string& out, std::string_view text);

// Whether the text may stand before ": " as it is; longer ones and those of several lines need "? ".
bool is_simple_yaml_key(std::string_view text);

// Appends the text of a JSON number. Parsers of YAML 1.1 want a dot in a number with an exponent, and a sign
// in the exponent: 1e5 is 1.0e+5.
void append_yaml_number(std::string& out, std::string_view text);

}  // namespace rasctl::json
