#include "system/temporary_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

#include "system/file.hpp"
#include "system/file_error.hpp"

namespace rasctl::system {
namespace {

using std::filesystem::path;

constexpr std::string_view temporary_suffix = ".tmp";
constexpr int most_attempts = 100;

std::string prefix_of(const path& file) {
    return "." + file.filename().string() + ".";
}

path in(const path& folder) {
    return folder.empty() ? path(".") : folder;
}

std::string own_link(int descriptor) {
    return fmt::format("/proc/self/fd/{}", descriptor);
}

// Holds the lock that says "somebody lives here". False: a cleaner was faster, and the file has gone.
bool settle(int descriptor) {
    // Without locks on this file system nobody cleans either.
    while (::flock(descriptor, LOCK_EX) != 0 && errno == EINTR) {
    }
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

}  // namespace

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : descriptor_(std::move(other.descriptor_)), name_(std::exchange(other.name_, path{})) {}

TemporaryFile::~TemporaryFile() {
    if (!name_.empty()) ::unlink(name_.c_str());
}

Result<TemporaryFile> TemporaryFile::create_named(const path& folder, const std::string& prefix,
                                                  mode_t mode) {
    int number = EEXIST;
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        std::uint64_t random = 0;
        // The kernel's answer, not std::random_device: that asks the processor what it is for each file,
        // which a virtual machine answers slowly.
        if (::getrandom(&random, sizeof random, 0) != sizeof random)
            return file_error("write", folder, errno);
        path name = folder / fmt::format("{}{:016x}{}", prefix, random, temporary_suffix);
        Descriptor open(::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
        if (open && settle(open.get())) return TemporaryFile(std::move(open), std::move(name));
        if (open) continue;
        number = errno;
        if (number != EEXIST) break;
    }
    return file_error("write", folder, number);
}

Result<TemporaryFile> TemporaryFile::create_in(const path& folder, mode_t mode) {
    Descriptor open(::open(in(folder).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode));
    // Without /proc there is no way to give it a name.
    if (open && ::access(own_link(open.get()).c_str(), F_OK) == 0) return TemporaryFile(std::move(open), {});
    return create_named(in(folder), ".rasctl-", mode);
}

Result<TemporaryFile> TemporaryFile::create_beside(const path& file, mode_t mode) {
    auto made = create_named(in(file.parent_path()), prefix_of(file), mode);
    if (!made) made.error().what = "cannot write " + file.string();
    return made;
}

int TemporaryFile::flush() const {
    return ::fsync(descriptor_.get()) == 0 || errno == EINVAL ? 0 : errno;
}

int TemporaryFile::become(const path& file) {
    if (name_.empty()) {
        const bool linked = ::linkat(AT_FDCWD, own_link(descriptor_.get()).c_str(), AT_FDCWD, file.c_str(),
                                     AT_SYMLINK_FOLLOW) == 0;
        if (linked || errno == EEXIST) return linked ? 0 : EEXIST;
        // Where links are forbidden the name is taken first and filled then.
        const Descriptor taken(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        return taken ? fill(file) : errno;
    }
    int done = ::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE);
    if (done != 0 && (errno == EINVAL || errno == ENOSYS)) {
        // A file system that cannot do both at once; the gap between them is the best there is.
        struct stat status {};
        if (::lstat(file.c_str(), &status) == 0) return EEXIST;
        done = ::rename(name_.c_str(), file.c_str());
    }
    if (done != 0) return errno;
    name_.clear();
    return 0;
}

int TemporaryFile::replace(const path& file) {
    if (::rename(name_.c_str(), file.c_str()) == 0) {
        name_.clear();
        return 0;
    }
    return errno == EBUSY ? fill(file) : errno;
}

int TemporaryFile::fill(const path& file) const {
    const Descriptor open(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!open) return errno;
    std::array<char, 16384> chunk{};
    off_t done = 0;
    while (true) {
        const auto count = ::pread(descriptor_.get(), chunk.data(), chunk.size(), done);
        if (count < 0) return errno;
        if (count == 0) break;
        if (const int number = write_all(open.get(), {chunk.data(), static_cast<std::size_t>(count)}))
            return number;
        done += count;
    }
    ::explicit_bzero(chunk.data(), chunk.size());
    if (::ftruncate(open.get(), done) != 0) return errno;
    return ::fsync(open.get()) == 0 ? 0 : errno;
}

void remove_abandoned(const path& file) {
    const std::string prefix = prefix_of(file);
    std::error_code error;
    std::filesystem::directory_iterator entries(in(file.parent_path()), error);
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
        const std::string name = entries->path().filename().string();
        if (!name.starts_with(prefix) || !name.ends_with(temporary_suffix)) continue;
        const Descriptor open(::open(entries->path().c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        struct stat status {};
        if (!open || ::fstat(open.get(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
        if (::flock(open.get(), LOCK_EX | LOCK_NB) != 0) continue;
        // What became the file between the look and the lock has another name now.
        struct stat now {};
        if (::lstat(entries->path().c_str(), &now) == 0 && now.st_ino == status.st_ino &&
            now.st_dev == status.st_dev)
            ::unlink(entries->path().c_str());
    }
}

}  // namespace rasctl::system
