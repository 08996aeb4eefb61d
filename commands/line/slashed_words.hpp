// "host/rdsh01": a noun and the name of one in one word, as kubectl has it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/line/command_path.hpp"

namespace rasctl::commands {

// The words with "host/rdsh01 host/rdsh02" before the first option as "host rdsh01 rdsh02".
std::vector<std::string> parted_at_slashes(const catalog::Catalog& catalog,
                                           const std::vector<std::string>& words);

// The same for a line whose command is known: what stands before the slash must be a noun that it is for.
// Nothing where no word is so.
std::optional<std::vector<std::string>> parted_targets(const catalog::Catalog& catalog,
                                                       const CommandPath& path);

}  // namespace rasctl::commands
