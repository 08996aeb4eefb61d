// Hand-written commands that work with a farm as a whole.
#pragma once

#include "commands/registry.hpp"

namespace rasctl::commands {

extern const HandWritten explain_command, status_command;

}  // namespace rasctl::commands
