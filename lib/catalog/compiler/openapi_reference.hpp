// Following "$ref" from one place of the descriptions to another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/compiler/openapi.hpp"

namespace rasctl::catalog::compiler {

// Where a reference leads.
struct Place {
    const Document* document = nullptr;
    std::string name;  // of the schema, empty for a value that needed no reference
    const json::Value* value = nullptr;
};

// Follows a reference that stands in `from` to a named schema or another component. An error when it leads
// nowhere.
Result<Place> follow(const std::vector<Document>& documents, const Document& from,
                     std::string_view reference);

// The value that stands in `from`, or what it refers to, over several references if need be. An error when
// they lead nowhere or in a circle.
Result<Place> resolve(const std::vector<Document>& documents, const Document& from, const json::Value& value);

}  // namespace rasctl::catalog::compiler
