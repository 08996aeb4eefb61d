// What the build refuses in commands/tree/synonyms.json.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// Words that are true ones already, and meanings that there are not; empty when all is well.
std::vector<std::string> wrong_synonyms(const catalog::Catalog& catalog);

}  // namespace rasctl::commands
