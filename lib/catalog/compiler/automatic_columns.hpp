// The columns of rows for which nobody chose any.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/compiler/model.hpp"

namespace rasctl::catalog::compiler {

// What an identity field is called where the tree does not say, most telling first.
inline constexpr std::array<std::string_view, 6> identity_names{"name",  "server", "title",
                                                                "email", "key",    "displayName"};

// A few fields of the rows: their IDs and identity, what an administrator looks for, then what comes first.
std::vector<std::string> automatic_columns(const SchemaModel& schema, std::string_view identity);

}  // namespace rasctl::catalog::compiler
