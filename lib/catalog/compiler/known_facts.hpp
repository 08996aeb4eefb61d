// What another catalogue knows of the same operations, for descriptions that do not say it.
#pragma once

#include "catalog/catalog.hpp"
#include "catalog/compiler/model.hpp"

namespace rasctl::catalog::compiler {

// For every operation that `known` has too, adds what the description is silent about: versions, whether a
// session is needed, permissions, and of its fields the objects they refer to and which are secret. What the
// description says stays as it is.
void add_known_facts(const Catalog& known, Description& description);

}  // namespace rasctl::catalog::compiler
