// Hand-written commands about farms, accounts and settings.
#pragma once

#include "commands/registry.hpp"

namespace rasctl::commands {

extern const HandWritten login_command, logout_command, whoami_command;
extern const HandWritten context_list_command, context_use_command, context_show_command,
    context_delete_command, context_rename_command;
extern const HandWritten config_get_command, config_set_command, config_unset_command, config_explain_command,
    config_path_command;
extern const HandWritten doctor_command;

}  // namespace rasctl::commands
