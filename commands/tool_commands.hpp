// Hand-written commands that help with rasctl itself.
#pragma once

#include "commands/registry.hpp"

namespace rasctl::commands {

extern const HandWritten api_command, catalog_diff_command, catalog_import_command, catalog_list_command,
    catalog_reset_command, help_command, man_command, search_command, simulate_command, version_command;

}  // namespace rasctl::commands
