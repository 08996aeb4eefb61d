#include "system/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <string>

namespace rasctl::system {

Descriptor open_lock_file(const std::filesystem::path& file) {
    return Descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
}

int lock(const Descriptor& file) {
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
        if (errno != EINTR) return errno;
    return 0;
}

bool has_no_locks(int number) {
    return number == ENOLCK || number == EOPNOTSUPP || number == ENOSYS;
}

long lock_holder(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return 0;
    const std::string place_of_file =
        fmt::format("{:02x}:{:02x}:{}", major(status.st_dev), minor(status.st_dev), status.st_ino);
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        std::string number, kind, manner, access, place;
        long process = 0;
        if (words >> number >> kind >> manner >> access >> process >> place && kind == "FLOCK" &&
            place == place_of_file && process > 0)
            return process;
    }
    return 0;
}

}  // namespace rasctl::system
