// Asking before what cannot be undone.
#pragma once

#include <vector>

#include "commands/call/targets.hpp"
#include "commands/context.hpp"

namespace rasctl::commands {

// Names what will be touched and asks on a terminal; with --yes or --dry-run goes on; elsewhere refuses (exit
// code usage) with the --yes to add. A "no" is a failure with exit code interrupted and nothing done.
Result<> confirm(Context& context, const catalog::Command& command, const std::vector<Target>& targets);

// Whether confirm() would ask, so that names are worth looking up.
bool would_ask(Context& context, const catalog::Command& command);

}  // namespace rasctl::commands
