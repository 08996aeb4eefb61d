// Files that are either the old one or the new one, never half of it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::config {

enum class Symlinks {
    follow,  // the link stays and its target is replaced: people keep their configuration elsewhere and link
             // to it
    refuse   // for secrets: who can place a link must not choose where they go
};

enum class Lasting {
    over_power_cuts,  // flushed to the disk before the file is replaced
    while_powered     // for caches: much faster, and after a power cut the file may be damaged
};

// Writes the content with mode 0600 into a temporary file of the same folder, flushes it to the disk, and
// renames it over the file. Killed at any moment, it leaves the old file or the new one, and at most a
// temporary file that remove_strays() finds.
Result<> write_atomically(const std::filesystem::path& file, std::string_view content, Symlinks symlinks,
                          Lasting lasting = Lasting::over_power_cuts);

// The content; nothing when there is no such file. More than `limit` bytes, or something that is no file,
// fails.
Result<std::optional<std::string>> read_file(const std::filesystem::path& file, std::size_t limit);

enum class Strays {
    of_dead_processes,  // another process may be writing the file just now
    all                 // the caller holds the lock that every writer of this file takes
};

// Removes the temporary files that killed writers of this file have left behind.
void remove_strays(const std::filesystem::path& file, Strays strays);

// Creates the folder and its missing parents with mode 0700 each (XDG Base Directory Specification). A folder
// that exists stays as it is.
Result<> create_private_directories(const std::filesystem::path& directory);

}  // namespace rasctl::config
