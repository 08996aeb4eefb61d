// A file read in place.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

#include "error/error.hpp"
#include "system/file_identity.hpp"

namespace rasctl::system {

// The bytes stay for as long as the object lives.
class MappedFile {
  public:
    // Nothing when there is no such file. What is no regular file of the user's or root's that nobody else
    // can write to is refused without being opened for longer than the look takes; a link is not followed.
    static Result<std::optional<MappedFile>> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept
        : address_(std::exchange(other.address_, nullptr)),
          size_(std::exchange(other.size_, 0)),
          identity_(other.identity_) {}
    MappedFile& operator=(MappedFile&&) = delete;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    const FileIdentity& identity() const { return identity_; }

    std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(address_), size_}; }

  private:
    MappedFile(void* address, std::size_t size, const FileIdentity& identity)
        : address_(address), size_(size), identity_(identity) {}
    void* address_;
    std::size_t size_;
    FileIdentity identity_;
};

}  // namespace rasctl::system
