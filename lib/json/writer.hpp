// Writing JSON text.
#pragma once

#include <string>
#include <string_view>

#include "json/value.hpp"

namespace rasctl::json {

enum class Style { compact, pretty };

// The value as JSON text without a line end: numbers and member order as they were, non-ASCII as UTF-8,
// control characters (C0, DEL, C1) escaped. `pretty` indents by two spaces.
std::string write(const Value& value, Style style = Style::compact);

// Appends to `out`; `level` is the indentation that the value's own lines start from (pretty only).
void append(std::string& out, const Value& value, Style style = Style::compact, int level = 0);

// A string with its quotes.
void append_quoted(std::string& out, std::string_view text);

}  // namespace rasctl::json
