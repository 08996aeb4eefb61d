// The naming rule: from method and path to noun and verb.
#pragma once

#include "catalog/compiler/model.hpp"
#include "catalog/compiler/tree.hpp"

namespace rasctl::catalog::compiler {

// Sets `noun` and `verb` of every operation, and a note on what to use where it is gone. What a path means
// depends on its neighbours (a POST beside a DELETE without an ID adds to a membership list), so all
// operations are named together.
void name_operations(const Tree& tree, Description& description);

}  // namespace rasctl::catalog::compiler
