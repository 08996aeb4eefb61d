// Laying the compiled catalogue out as a flat image.
#pragma once

#include <cstddef>
#include <vector>

#include "catalog/compiler/commands.hpp"
#include "catalog/compiler/model.hpp"
#include "catalog/compiler/tree.hpp"

namespace rasctl::catalog::compiler {

// The image's bytes. The same input gives the same bytes.
std::vector<std::byte> write_image(const Tree& tree, const Description& description,
                                   const CommandTree& commands);

}  // namespace rasctl::catalog::compiler
