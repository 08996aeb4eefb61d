// Files that are made for the user alone, without further conditions.
#pragma once

#include <filesystem>

#include "error/error.hpp"
#include "system/descriptor.hpp"

namespace rasctl::system {

// Opens the file to append, made with mode 0600 when it is not there. `action` is what could not be done in a
// failure: "record to".
Result<Descriptor> open_to_append(const std::filesystem::path& file, std::string_view action);

// Makes the file with mode 0600 when it is not there. What cannot be made is told by whoever opens it.
void make_private(const std::filesystem::path& file);

}  // namespace rasctl::system
