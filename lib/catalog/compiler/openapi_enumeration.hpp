// Enums as OpenAPI writes them: by name, by number, and the vendor's "0 = Disabled" with its relatives.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "json/flat.hpp"

namespace rasctl::catalog::compiler {

// The values of "enum", or the one of "const"; none where any may be.
template <class Value>
std::vector<const Value*> allowed_values(const Value& schema);

// A choice that is written as forms of one value each ("oneOf": [{"const": 0, "title": "Off"}, ...]) as the
// enum that it is, a list whose first node is its schema; nothing for any other schema.
std::optional<std::vector<json::Node>> as_enumeration(const json::Node& schema);

// Whether the values of a schema of this type travel as numbers, by its type or format.
template <class Value>
bool is_of_numbers(const Value& schema, std::string_view type);

// Whether it is an enum whose numbers are all told, whatever its type says. Numbers are never guessed from
// the order.
template <class Value>
bool has_numbers(const Value& schema, std::string_view type);

// Puts the kind and the values of an enum's schema into the model.
template <class Value>
void read_enumeration(SchemaModel& model, const Value& schema);

}  // namespace rasctl::catalog::compiler
