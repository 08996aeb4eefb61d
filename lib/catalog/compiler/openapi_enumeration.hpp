// Enums as OpenAPI writes them: by name, by number, and the vendor's "0 = Disabled".
#pragma once

#include <string_view>

#include "catalog/compiler/model.hpp"
#include "json/value.hpp"

namespace rasctl::catalog::compiler {

// Whether a schema of this type is an enum whose values travel as numbers, whatever its type says.
bool has_numbers(const json::Value& schema, std::string_view type);

// Puts the kind and the values of an enum's schema into the model.
void read_enumeration(SchemaModel& model, const json::Value& schema);

}  // namespace rasctl::catalog::compiler
