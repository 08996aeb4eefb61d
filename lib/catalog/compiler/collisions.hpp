// Names for the operations of a foreign description that would hide each other.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "catalog/compiler/tree.hpp"

namespace rasctl::catalog::compiler {

// Whether no number of targets and no server version tells the two apart.
bool same_scope(const OperationModel& a, const OperationModel& b);

// After naming: of operations that one command could not tell apart, the later ones get a verb of their own,
// so that every one can be reached. So do those that are called like `taken_commands`; a noun whose first
// word is one of `taken_words` gets another. `remarks` say what was renamed.
void separate_collisions(const Tree& tree, const std::set<std::string>& taken_commands,
                         const std::set<std::string>& taken_words, Description& description,
                         std::vector<std::string>& remarks);

}  // namespace rasctl::catalog::compiler
