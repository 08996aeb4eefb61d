// Which flags an operation takes: its query parameters and the fields of its body, nested ones dotted.
#pragma once

#include <string>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "catalog/compiler/tree.hpp"
#include "error/error.hpp"

namespace rasctl::catalog::compiler {

// Sets `flags` of every operation, sorted by name. A flag that would mean two fields of one operation, or
// that is called like a flag every command has, is an error that names both; --site alone is both by intent.
// Where `strict` is false the later one gets a name of its own instead, and `remarks` say so; fields beyond
// any sensible number are left to --set.
Result<> derive_flags(const Tree& tree, Description& description, bool strict,
                      std::vector<std::string>& remarks);

}  // namespace rasctl::catalog::compiler
