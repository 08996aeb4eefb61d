// Hand-written commands that work with a farm as a whole.
#pragma once

#include "commands/registry.hpp"

namespace rasctl::commands {

extern const HandWritten batch_command, explain_command, settings_pending_command, status_command,
    wait_command;
extern const HandWritten session_disconnect_command, session_logoff_command, session_message_command;

}  // namespace rasctl::commands
