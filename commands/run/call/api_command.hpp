// Running a command of the API: what `rasctl gateway create ...` does once its words are known.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/line/command_line.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {

// Looks targets up, checks the input, asks where it must, sends, shows. The exit code is `some_failed` when
// some of many targets failed; everything else that goes wrong is a failure.
Result<ExitCode> run_api_command(Context& context, const catalog::Command& command,
                                 const Arguments& arguments);

}  // namespace rasctl::commands
