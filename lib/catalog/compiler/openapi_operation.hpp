// Reading one operation of a description: its parameters, body and answer.
#pragma once

#include <string_view>

#include "catalog/compiler/openapi_schema.hpp"

namespace rasctl::catalog::compiler {

// Reads one method of a path's `item`: `entry` is its name and what is said of it. `schemas` collects what it
// refers to.
Result<OperationModel> read_operation(SchemaReader& schemas, const FlatDocument& document,
                                      std::string_view path, const json::Node& item,
                                      const json::NodeMember& entry);

}  // namespace rasctl::catalog::compiler
