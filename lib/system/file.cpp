#include "system/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "system/descriptor.hpp"
#include "system/file_error.hpp"
#include "text/shell_word.hpp"

namespace rasctl::system {
namespace {

constexpr int most_links = 40;  // as the kernel's own limit

Ownership ownership_of(const std::filesystem::path& file, const struct stat& status) {
    const std::string word = shell_word(file.native());
    if (status.st_uid != 0 && status.st_uid != ::geteuid())
        return {"it belongs to another user", fmt::format("chown \"$USER\" {}", word)};
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return {fmt::format("others can write to it (mode {:04o})", status.st_mode & 07777U),
                fmt::format("chmod go-w {}", word)};
    return {};
}

}  // namespace

int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor, bytes.data(), bytes.size());
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            pollfd waiting{descriptor, POLLOUT, 0};
            ::poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

Result<std::filesystem::path> end_of_links(std::filesystem::path file) {
    for (int hops = 0; hops < most_links; ++hops) {
        std::error_code error;
        const std::filesystem::path target = std::filesystem::read_symlink(file, error);
        if (error) return file;
        file = target.is_absolute() ? target : file.parent_path() / target;
    }
    return file_error("write", file, ELOOP);
}

Result<std::optional<std::string>> read_file(const std::filesystem::path& file, std::size_t limit,
                                             Ownership* ownership) {
    // O_NONBLOCK: a named pipe in this place must not hold us up.
    const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!open && (errno == ENOENT || errno == ENOTDIR)) return std::optional<std::string>{};
    if (!open) return file_error("read", file, errno);
    struct stat status {};
    if (::fstat(open.get(), &status) != 0) return file_error("read", file, errno);
    Error refused = file_error("read", file, EISDIR);
    if (!S_ISREG(status.st_mode)) {
        if (!S_ISDIR(status.st_mode)) refused.why = "it is no regular file";
        return refused;
    }
    if (ownership != nullptr) *ownership = ownership_of(file, status);
    std::string content;
    std::array<char, 16384> chunk{};
    while (true) {
        const auto count = ::read(open.get(), chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return file_error("read", file, errno);
        if (count == 0) break;
        content.append(chunk.data(), static_cast<std::size_t>(count));
        if (content.size() > limit) {
            refused.why = fmt::format("it is larger than {} bytes", limit);
            return refused;
        }
    }
    // The file may have been the one with the tokens.
    ::explicit_bzero(chunk.data(), chunk.size());
    return std::optional<std::string>(std::move(content));
}

Result<> create_private_directories(const std::filesystem::path& directory) {
    struct stat status {};
    if (::stat(directory.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return {};
        return file_error("use", directory, ENOTDIR);
    }
    if (errno != ENOENT) return file_error("create", directory, errno);
    const std::filesystem::path parent = directory.parent_path();
    if (!parent.empty() && parent != directory) {
        if (auto created = create_private_directories(parent); !created) return created;
    }
    if (::mkdir(directory.c_str(), 0700) == 0) {
        const Descriptor made(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
        if (made) give_to_owner_of(parent, made.get());
    } else if (errno != EEXIST) {  // another process may have been faster
        return file_error("create", directory, errno);
    }
    return {};
}

void give_to_owner_of(const std::filesystem::path& folder, int descriptor) {
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(folder.empty() ? "." : folder.c_str(), &owner) != 0) return;
    // A file system that knows no owners is no reason to fail.
    if (owner.st_uid != 0) [[maybe_unused]]
        const int given = ::fchown(descriptor, owner.st_uid, owner.st_gid);
}

int give_to_owner_before(const std::filesystem::path& file, int descriptor) {
    struct stat before {};
    if (::geteuid() == 0 && ::stat(file.c_str(), &before) == 0)
        return ::fchown(descriptor, before.st_uid, before.st_gid) == 0 ? 0 : errno;
    give_to_owner_of(file.parent_path(), descriptor);
    return 0;
}

void flush_folder(const std::filesystem::path& folder) {
    const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (open) ::fsync(open.get());
}

}  // namespace rasctl::system
