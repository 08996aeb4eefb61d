// Enums as OpenAPI writes them: by name, by number, and the vendor's "0 = Disabled" with its relatives.
#pragma once

#include <string_view>

#include "catalog/compiler/model.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

// Whether the values of a schema of this type travel as numbers, by its type or format.
bool is_of_numbers(const json::Value& schema, std::string_view type);

// Whether it is an enum whose numbers are all told, whatever its type says. Numbers are never guessed from
// the order.
bool has_numbers(const json::Value& schema, std::string_view type);

// Puts the kind and the values of an enum's schema into the model.
void read_enumeration(SchemaModel& model, const json::Value& schema);

}  // namespace rasctl::catalog::compiler
