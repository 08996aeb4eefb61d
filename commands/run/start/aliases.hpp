// The user's own words for commands: `config set alias.hosts 'rds host list'`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/line/command_path.hpp"
#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// What a line with an alias comes to.
struct ExpandedLine {
    std::vector<std::string> words{};
    // Of a shell alias: the shell that runs words[place]'s script; what follows are the shell's arguments.
    std::optional<std::string> shell{};
    std::size_t place = 0;
    // Why it comes to no command; how that is to be told is in the words all the same.
    std::optional<Error> problem{};
};

// The words of the path with the alias that its unknown word is replaced by what it stands for; nothing when
// there is no such alias. An alias may stand on another one, but not on itself.
Result<std::optional<ExpandedLine>> expand_alias(Context& context, const CommandPath& path);

// Why the alias of the configuration can never work (usage): bad quotes or places, a command of rasctl's own
// name, which hides it, an unknown command, or one that comes back to itself.
Result<> check_alias(Context& context, const json::Object& configuration, const std::string& name);

}  // namespace rasctl::commands
