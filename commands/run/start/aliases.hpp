// The user's own words for commands: `config set alias.hosts 'rds host list'`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/line/command_path.hpp"
#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// The words of the path with the alias that its unknown word is replaced by what it stands for; nothing when
// there is no such alias. An alias may stand on another one, but not on itself.
Result<std::optional<std::vector<std::string>>> expand_alias(Context& context, const CommandPath& path);

}  // namespace rasctl::commands
