// Bytes to a descriptor, and where names of files lead.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::system {

// Writes all of it, waiting where the descriptor does not block. Answers 0 or errno.
int write_all(int descriptor, std::string_view bytes);

// Where a chain of links ends; the last target need not exist. Exit code 2 when they go in a circle.
Result<std::filesystem::path> end_of_links(std::filesystem::path file);

// Who may change a file.
struct Ownership {
    std::string
        why_not_trusted;  // "others can write to it (mode 0664)"; empty where only the user and root can
    std::string mend;     // the command for that
    bool operator==(const Ownership&) const = default;
};

// The content; nothing when there is no such file. More than `limit` bytes, or something that is no regular
// file, fails; a pipe is not waited for. `ownership`, where given, is that of the file read.
Result<std::optional<std::string>> read_file(const std::filesystem::path& file, std::size_t limit,
                                             Ownership* ownership = nullptr);

// Creates the folder and its missing parents with mode 0700 each (XDG Base Directory Specification). A folder
// that exists stays as it is.
Result<> create_private_directories(const std::filesystem::path& directory);

// Root that writes into somebody's folder must not leave files there that their owner cannot use: gives what
// the descriptor is to the folder's owner. Others own what they write.
void give_to_owner_of(const std::filesystem::path& folder, int descriptor);
// Root's new content of a file belongs to whom the file does, or its folder where there is none yet. Answers
// 0 or errno.
int give_to_owner_before(const std::filesystem::path& file, int descriptor);

// Makes what was renamed in it last over a power cut. Some file systems cannot, and the files are right
// either way.
void flush_folder(const std::filesystem::path& folder);

}  // namespace rasctl::system
