// Files that are either the old one or the new one, never half of it.
#pragma once

#include <filesystem>
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
// temporary file that remove_strays() finds. A file that is mounted cannot be replaced and gets the content
// instead. Under root's hand a file keeps its owner, and a new one gets that of its folder.
Result<> write_atomically(const std::filesystem::path& file, std::string_view content, Symlinks symlinks,
                          Lasting lasting = Lasting::over_power_cuts);

// Removes the temporary files that killed writers of this file have left behind.
void remove_strays(const std::filesystem::path& file);

}  // namespace rasctl::config
