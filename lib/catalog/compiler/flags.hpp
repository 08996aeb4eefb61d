// Which flags an operation takes: its query parameters and the fields of its body, nested ones dotted.
#pragma once

#include "catalog/compiler/model.hpp"
#include "catalog/compiler/tree.hpp"
#include "error/error.hpp"

namespace rasctl::catalog::compiler {

// Sets `flags` of every operation, sorted by name. A flag that would mean two fields of one operation, or
// that is called like a flag every command has, is an error that names both; --site alone is both by intent.
Result<> derive_flags(const Tree& tree, Description& description);

}  // namespace rasctl::catalog::compiler
