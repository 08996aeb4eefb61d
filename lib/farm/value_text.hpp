// From what a person types after a flag to the value that goes over the wire.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::farm {

// A reference by name that must be looked up before the request can be sent.
struct Reference {
    std::string kind;  // catalogue kind: "Site"
    std::string text;  // what was typed
};

// A value, or what is wrong with the text. `reference` is set when the value has to be looked up; then
// `value` is the text itself (or, in a list, a string element in its place).
struct ParsedValue {
    json::Value value;
    std::vector<std::string> problems;  // "expects a whole number, got 'x'"
    bool has_names = false;             // names stand where IDs belong: see resolve in names.hpp
};

// Parses the texts given for one flag (several when it was repeated). Lists take commas and repetition;
// objects and lists of objects take JSON, or key=value pairs with commas; enumerations take names or numbers;
// flag sets take several. Checks type, range, length and membership and reports every problem.
ParsedValue parse_values(const catalog::Field& field, std::span<const std::string> texts);

// Checks one value that came as JSON or YAML (--from-file) against a field: the same rules. Enumerations may
// be given by name and are replaced by their number. `place` leads the problems ("server").
void check_value(const catalog::Field& field, json::Value& value, const std::string& place,
                 std::vector<std::string>& problems);

}  // namespace rasctl::farm
