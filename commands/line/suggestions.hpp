// What is answered to a command that there is not.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/line/command_path.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// "unknown command 'gatewy'" with the command that was probably meant, or those among which to choose.
Error unknown_command(const catalog::Catalog& catalog, const CommandPath& path);

}  // namespace rasctl::commands
