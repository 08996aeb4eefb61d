// Files and folders for the word being typed.
#pragma once

#include <string_view>

#include "commands/run/completion/complete_candidates.hpp"
#include "terminal/environment.hpp"

namespace rasctl::commands {

// Adds what the folder that `typed` names holds, with `prefix` before each value. Folders end in a slash;
// hidden files are offered once a dot is typed. `~/` is the home folder.
void add_files(Candidates& candidates, const terminal::Environment& environment, std::string_view prefix,
               std::string_view typed, bool only_folders);

}  // namespace rasctl::commands
