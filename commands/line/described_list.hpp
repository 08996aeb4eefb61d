// "list idle sessions on rdsh01", "disabled hosts": a list, with a word before the noun for which rows are
// meant.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/line/command_path.hpp"

namespace rasctl::commands {

// The list that the words mean without one of them, with the option that this one is the value of. `find`
// reads a line that has no such word.
std::optional<CommandPath> described_list(
    const catalog::Catalog& catalog, const std::vector<std::string>& words,
    const std::function<CommandPath(const std::vector<std::string>&)>& find);

}  // namespace rasctl::commands
