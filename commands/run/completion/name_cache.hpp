// Keeping the names and IDs that lists showed, for completion.
#pragma once

#include "commands/run/context.hpp"
#include "farm/directory.hpp"

namespace rasctl::commands {

// Keeps ID and name of every entry of a list under its path, for the context's farm and user.
farm::Directory::OnList name_keeper(Context& context);

// The names of a list as they were last seen, at most that old; nothing when they are not known.
std::optional<std::vector<farm::Entry>> kept_names(Context& context, const std::string& path,
                                                   std::chrono::seconds most_age);

}  // namespace rasctl::commands
