// What is answered to a command that there is not.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/line/command_path.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// "unknown command 'gatewy'" with the command that was probably meant, or those among which to choose.
Error unknown_command(const catalog::Catalog& catalog, const CommandPath& path);

// The commands that the words mean where they are typed as a line, or that are suggested then; none where
// only a search can tell.
std::vector<std::string> commands_meant(const catalog::Catalog& catalog,
                                        const std::vector<std::string>& words);

}  // namespace rasctl::commands
