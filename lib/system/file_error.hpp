// Telling why a file could not be used.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::system {

// The failure of a system call on a file: `action` is "read", "write", ...; `number` is errno. Missing rights
// are the user's to mend (exit code 2), a full or broken disk is not (1).
Error file_error(std::string_view action, const std::filesystem::path& path, int number);

}  // namespace rasctl::system
