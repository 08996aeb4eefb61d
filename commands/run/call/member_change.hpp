// Adding to, and taking from, a list that the API only replaces as a whole.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/line/command_line.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {

// Reads the list, sends the whole of the changed one, reads again, and says of each member what came out.
// Safe whether the server takes the list for all of it or only for what is to be put in.
Result<ExitCode> run_member_change(Context& context, const catalog::Command& command,
                                   const Arguments& arguments);

}  // namespace rasctl::commands
