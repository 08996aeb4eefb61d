// Carrying out what differs, for apply and edit.
#pragma once

#include <string>
#include <vector>

#include "commands/line/exit_code.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/farm_documents.hpp"
#include "state/difference.hpp"

namespace rasctl::commands {

// Shows the changes, asks where it must, makes them one after the other, applies the settings, and shows a
// row for each. With --dry-run it shows the requests instead. One that fails does not end the others, unless
// nothing can be reached any more. The exit code is some_failed when one did.
Result<ExitCode> change_farm(Context& context, FarmDocuments& farm, const std::vector<state::Change>& changes,
                             const std::string& act);

}  // namespace rasctl::commands
