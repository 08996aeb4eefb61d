// What tells whether a file, its rights too, is still as it was when it was read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "system/file_identity.hpp"

namespace rasctl::system {

struct FileStamp {
    std::optional<FileIdentity> identity{};  // nothing where there is no file
    std::int64_t rights_changed = 0;         // as everything else of the file, in nanoseconds
    // Whether the next change is sure to show. Clocks of file systems are coarse: of two changes in one of
    // their ticks the second does not, so what was changed just now is not settled yet.
    bool settled = false;

    // Whether the file is known to be as it was.
    bool still_holds(const FileStamp& now) const {
        return settled && identity == now.identity && rights_changed == now.rights_changed;
    }
};

// The stamp of what the path leads to, as it is now.
FileStamp file_stamp(const std::filesystem::path& file);

}  // namespace rasctl::system
