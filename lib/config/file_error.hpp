// Telling why a file could not be used, in text that is safe to show.
#pragma once

#include <filesystem>
#include <string>

#include "error/error.hpp"

namespace rasctl::config {

// As system::file_error().
Error file_error(std::string_view action, const std::filesystem::path& path, int number);

// As system::shell_word().
std::string shell_word(const std::filesystem::path& path);

}  // namespace rasctl::config
