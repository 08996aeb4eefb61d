#include "system/file_facts.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace rasctl::system {
namespace {

FileFacts::Kind kind_of(mode_t mode) {
    if (S_ISREG(mode)) return FileFacts::Kind::regular;
    if (S_ISDIR(mode)) return FileFacts::Kind::folder;
    return S_ISLNK(mode) ? FileFacts::Kind::link : FileFacts::Kind::other;
}

FileFacts facts_of(const struct stat& status) {
    return {.kind = kind_of(status.st_mode),
            .owner = status.st_uid,
            .mode = status.st_mode & 07777U,
            .size = static_cast<std::uint64_t>(status.st_size)};
}

}  // namespace

FileFacts look_at(const std::filesystem::path& file, Links links) {
    struct stat status {};
    const int failed =
        links == Links::followed ? ::stat(file.c_str(), &status) : ::lstat(file.c_str(), &status);
    if (failed != 0) {
        const bool absent = errno == ENOENT || errno == ENOTDIR;
        return {.error = absent ? 0 : errno};
    }
    return facts_of(status);
}

FileFacts look_at(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return {.error = errno};
    return facts_of(status);
}

unsigned effective_user() {
    return ::geteuid();
}

}  // namespace rasctl::system
