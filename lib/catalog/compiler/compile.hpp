// From descriptions and the curated tree to the flat image.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "catalog/compiler/openapi.hpp"
#include "catalog/compiler/tree.hpp"

namespace rasctl::catalog::compiler {

// How strict to be: the build refuses what a foreign description may lack (a summary, a curated column that
// exists).
enum class Strictness { build, import };

// Compiles. The image can be opened with Catalog::open(). Errors name the operation, flag, noun or column at
// fault.
Result<std::vector<std::byte>> compile(const std::vector<Document>& documents, const Tree& tree,
                                       Strictness strictness);

}  // namespace rasctl::catalog::compiler
