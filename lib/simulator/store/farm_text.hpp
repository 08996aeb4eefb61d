// The text of a farm file.
#pragma once

#include <string_view>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::simulator {

// JSON where the text begins with a brace, else one YAML 1.1 document (libyaml) whose plain scalars are read
// by the rules of JSON: null, true, false, numbers, and texts for everything else. Aliases are resolved; a
// document that contains itself is refused.
Result<json::Value> parse_farm_text(std::string_view text);

}  // namespace rasctl::simulator
