#include "system/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "system/descriptor.hpp"
#include "system/file_error.hpp"
#include "text/shell_word.hpp"

namespace rasctl::system {
namespace {

bool is_ours(const struct stat& status) {
    const bool owner = status.st_uid == ::geteuid() || status.st_uid == 0;
    return S_ISREG(status.st_mode) && owner && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

Error not_ours(const std::filesystem::path& file) {
    Error error = file_error("read", file, EPERM);
    error.why = "it is no regular file of yours that nobody else can write to";
    error.hint = "ls -l " + shell_word(file.native());
    return error;
}

}  // namespace

Result<std::optional<MappedFile>> MappedFile::open(const std::filesystem::path& file) {
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return std::optional<MappedFile>{};
        return file_error("read", file, errno);
    }
    if (!is_ours(status)) return not_ours(file);
    const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!open || ::fstat(open.get(), &status) != 0) return file_error("read", file, errno);
    if (!is_ours(status)) return not_ours(file);
    const auto size = static_cast<std::size_t>(status.st_size);
    const FileIdentity identity = identity_of(status);
    if (size == 0) return std::optional<MappedFile>(MappedFile(nullptr, 0, identity));
    void* const address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, open.get(), 0);
    if (address == MAP_FAILED) return file_error("read", file, errno);
    return std::optional<MappedFile>(MappedFile(address, size, identity));
}

MappedFile::~MappedFile() {
    if (address_ != nullptr) ::munmap(address_, size_);
}

}  // namespace rasctl::system
