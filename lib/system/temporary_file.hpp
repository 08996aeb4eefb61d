// A file that nobody sees, or takes for whole, before it is.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "error/error.hpp"
#include "system/descriptor.hpp"

namespace rasctl::system {

// Goes away again unless it takes a name. Two of them never share a name, whatever process, container or host
// makes them. While it lives its maker holds a lock on it; the kernel gives that back however the maker ends.
class TemporaryFile {
  public:
    // In a folder, to get its name later; without any until then where the file system can do that.
    static Result<TemporaryFile> create_in(const std::filesystem::path& folder, mode_t mode);
    // Beside the file that it is to replace, as remove_abandoned() knows it.
    static Result<TemporaryFile> create_beside(const std::filesystem::path& file, mode_t mode);
    ~TemporaryFile();
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    int descriptor() const { return descriptor_.get(); }
    // To the disk, where that means anything. Answers 0 or errno, as those below.
    int flush() const;
    // Takes a name that is free; EEXIST when it is not.
    int become(const std::filesystem::path& file);
    // Takes the place of the file, there or not. One that cannot be replaced because it is mounted gets the
    // content instead: not at once, so the caller holds the lock of its readers.
    int replace(const std::filesystem::path& file);

  private:
    TemporaryFile(Descriptor descriptor, std::filesystem::path name)
        : descriptor_(std::move(descriptor)), name_(std::move(name)) {}
    static Result<TemporaryFile> create_named(const std::filesystem::path& folder, const std::string& prefix,
                                              mode_t mode);
    int fill(const std::filesystem::path& file) const;

    Descriptor descriptor_;
    std::filesystem::path name_;  // empty while there is none
};

// Removes what makers of temporary files beside this file have left behind when they were killed: those that
// nobody holds the lock of. Where the file system has no locks all stay.
void remove_abandoned(const std::filesystem::path& file);

}  // namespace rasctl::system
