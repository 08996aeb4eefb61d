// Enums as OpenAPI writes them: by name, by number, and the vendor's "0 = Disabled" with its relatives.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

// The values of "enum", or the one of "const"; none where any may be.
std::vector<json::Value> allowed_values(const json::Value& schema);

// A choice that is written as forms of one value each ("oneOf": [{"const": 0, "title": "Off"}, ...]) as the
// enum that it is; nothing for any other schema.
std::optional<json::Value> as_enumeration(const json::Value& schema);

// Whether the values of a schema of this type travel as numbers, by its type or format.
bool is_of_numbers(const json::Value& schema, std::string_view type);

// Whether it is an enum whose numbers are all told, whatever its type says. Numbers are never guessed from
// the order.
bool has_numbers(const json::Value& schema, std::string_view type);

// Puts the kind and the values of an enum's schema into the model.
void read_enumeration(SchemaModel& model, const json::Value& schema);

}  // namespace rasctl::catalog::compiler
