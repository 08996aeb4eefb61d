// A file that the user names to be written, whatever stands there.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "system/descriptor.hpp"
#include "system/temporary_file.hpp"

namespace rasctl::system {

// What to do with a regular file of that name.
enum class Existing {
    refuse,   // it is not replaced unasked; a new one appears when it is whole
    replace,  // by the whole new one
    append    // to a file of the user's own that nobody else can read
};

// What is no regular file - a device, a pipe, a socket, /dev/stdout, >(...) - is written to and stays what it
// is. Links are followed and stay, except that of another user and one that leads nowhere, which are refused.
class NamedFile {
  public:
    // `mode` is for a new file. All failures that can be known before a byte is written are told here.
    static Result<NamedFile> open(const std::filesystem::path& file, Existing existing, mode_t mode);

    Result<> write(std::string_view bytes);
    // Says that it is whole. Without it nothing appears.
    Result<> finish();

    // What to write to for as long as the object lives.
    int descriptor() const { return temporary_ ? temporary_->descriptor() : descriptor_.get(); }
    bool is_terminal() const { return system::is_terminal(descriptor()); }

  private:
    NamedFile(std::filesystem::path file, Existing existing) : file_(std::move(file)), existing_(existing) {}
    Result<> open_regular();
    Result<> open_to_append(mode_t mode);
    Result<> begin(mode_t mode, bool is_there);

    std::filesystem::path file_;
    Existing existing_;
    Descriptor descriptor_;
    std::optional<TemporaryFile> temporary_;
};

// The refusal of a name that is taken.
Error is_there_already(const std::filesystem::path& file);

// Writes a whole small file: NamedFile from open to finish.
Result<> write_named_file(const std::filesystem::path& file, std::string_view content, Existing existing,
                          mode_t mode);

}  // namespace rasctl::system
