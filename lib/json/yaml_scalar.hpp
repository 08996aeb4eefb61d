// What a plain YAML scalar means.
#pragma once

#include <optional>
#include <string_view>

#include "json/value.hpp"

namespace rasctl::json {

// The value of a plain scalar by the core schema of YAML 1.2 (section 10.3.2): null, a boolean, a number with
// JSON number text, else a string. Nothing for `.inf`, `.nan`, hexadecimal or octal numbers over 64 bits, and
// exponents of many digits, which JSON, or its readers, cannot hold.
std::optional<Value> resolve_plain_scalar(std::string_view text);

}  // namespace rasctl::json
