#include "system/private_file.hpp"

#include <fcntl.h>

#include <cerrno>

#include "system/file_error.hpp"

namespace rasctl::system {

Result<Descriptor> open_to_append(const std::filesystem::path& file, std::string_view action) {
    Descriptor open(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!open) return file_error(action, file, errno);
    return open;
}

void make_private(const std::filesystem::path& file) {
    const Descriptor made(::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
}

}  // namespace rasctl::system
