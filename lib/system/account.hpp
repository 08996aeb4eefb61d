// Who runs this process.
#pragma once

#include <filesystem>
#include <optional>

namespace rasctl::system {

// The home directory by the account database; nothing for a user without an entry.
std::optional<std::filesystem::path> home_by_account();

}  // namespace rasctl::system
