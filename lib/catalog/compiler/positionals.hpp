// What a person calls that which a path parameter names: the item of "/api/PubItems/{id}/Rules/{ruleId}" and
// the rule.
#pragma once

#include "catalog/compiler/model.hpp"
#include "catalog/compiler/tree.hpp"
#include "error/error.hpp"

namespace rasctl::catalog::compiler {

// Sets `positionals` of every operation: the curated word of the longest beginning of its path, else that of
// the kind of object that the parameter refers to. With `strict` another one, or two that are the same, is a
// failure, and so is a curated word that no path uses; otherwise the collection that the parameter stands
// behind gives the word.
Result<> name_positionals(const Tree& tree, Description& description, bool strict);

}  // namespace rasctl::catalog::compiler
