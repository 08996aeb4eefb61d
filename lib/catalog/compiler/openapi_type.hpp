// The type that a schema states.
#pragma once

#include <string>
#include <string_view>

#include "json/flat.hpp"

namespace rasctl::catalog::compiler {

// Schemas in each other; deeper ones are refused.
constexpr int maximum_schema_depth = 40;

// What type_name() answers where there are several.
constexpr std::string_view several_types = "several";

// "string" of a schema of texts; empty where it does not say. OpenAPI 3.1 writes "type": ["string", "null"]
// where 3.0 has "nullable".
template <class Value>
std::string type_name(const Value& schema, bool& nullable);

// Whether a text of this type is the content of a file as it is: an image, but not a document in a document.
bool is_file(const json::Node& schema, std::string_view type);

}  // namespace rasctl::catalog::compiler
