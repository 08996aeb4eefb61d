#include "system/file_stamp.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace rasctl::system {
namespace {

// Longer than a tick of the coarsest clock in use: FAT counts two seconds.
constexpr std::int64_t settling = 3'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileStamp file_stamp(const std::filesystem::path& file) {
    FileStamp stamp;
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        stamp.settled = errno == ENOENT || errno == ENOTDIR;
        return stamp;
    }
    stamp.identity = identity_of(status);
    stamp.rights_changed = nanoseconds(status.st_ctim);
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    // A clock that was put back, or a server's that is ahead, settles nothing.
    stamp.settled = nanoseconds(now) - std::max(stamp.identity->changed, stamp.rights_changed) > settling;
    return stamp;
}

}  // namespace rasctl::system
