#include "system/file.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "system/file_error.hpp"

namespace rasctl::system {
namespace {

constexpr int most_links = 40;  // as the kernel's own limit

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

void give_to_owner_of(const std::filesystem::path& folder, int descriptor) {
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(folder.empty() ? "." : folder.c_str(), &owner) != 0) return;
    // A file system that knows no owners is no reason to fail.
    if (owner.st_uid != 0) [[maybe_unused]]
        const int given = ::fchown(descriptor, owner.st_uid, owner.st_gid);
}

}  // namespace rasctl::system
