// Hand-written commands that shells' completion is made of.
#pragma once

#include "commands/registry.hpp"

namespace rasctl::commands {

extern const HandWritten complete_command, completion_command;

}  // namespace rasctl::commands
