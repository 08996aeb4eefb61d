// What tells a file from any other, and from itself after a change.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace rasctl::system {

struct FileIdentity {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t changed = 0;  // the last change of the content, in nanoseconds
    bool operator==(const FileIdentity&) const = default;
};

FileIdentity identity_of(const struct stat& status);

// That of the file, links followed; nothing where there is none.
std::optional<FileIdentity> file_identity(const std::filesystem::path& file);

}  // namespace rasctl::system
