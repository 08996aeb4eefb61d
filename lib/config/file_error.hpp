// Telling why a file could not be used, in text that is safe to show.
#pragma once

#include <filesystem>
#include <string>

#include "error/error.hpp"

namespace rasctl::config {

// As system::file_error().
Error file_error(std::string_view action, const std::filesystem::path& path, int number);

// The path as one word of a command that is shown.
std::string path_word(const std::filesystem::path& path);

}  // namespace rasctl::config
