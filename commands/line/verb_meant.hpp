// A word behind a noun that is another verb's synonym: "describe" is "get", "enable" is "update --enabled".
#pragma once

#include <optional>

#include "catalog/catalog.hpp"
#include "commands/line/command_path.hpp"

namespace rasctl::commands {

// What the unknown word of the path means: the first meaning that goes with as many targets as there are;
// else the first that there is.
std::optional<CommandPath> verb_meant(const catalog::Catalog& catalog, const CommandPath& path);

}  // namespace rasctl::commands
