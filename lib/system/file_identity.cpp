#include "system/file_identity.hpp"

namespace rasctl::system {

FileIdentity identity_of(const struct stat& status) {
    constexpr std::int64_t second = 1'000'000'000;
    return {.device = status.st_dev,
            .inode = status.st_ino,
            .size = static_cast<std::uint64_t>(status.st_size),
            .changed = status.st_mtim.tv_sec * second + status.st_mtim.tv_nsec};
}

std::optional<FileIdentity> file_identity(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return std::nullopt;
    return identity_of(status);
}

}  // namespace rasctl::system
