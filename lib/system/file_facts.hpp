// What stands at a path, whose it is, and who may use it.
#pragma once

#include <cstdint>
#include <filesystem>

namespace rasctl::system {

struct FileFacts {
    enum class Kind { none, regular, folder, link, other };
    Kind kind = Kind::none;
    int error = 0;       // errno when it could not even be looked at; none for what is not there
    unsigned owner = 0;  // user ID
    unsigned mode = 0;   // permissions
    std::uint64_t size = 0;

    bool others_may_write() const { return (mode & 022U) != 0; }
    bool others_may_use() const { return (mode & 077U) != 0; }
};

enum class Links { followed, seen };

FileFacts look_at(const std::filesystem::path& file, Links links);
// Of a file that is open.
FileFacts look_at(int descriptor);

// The user whose rights count.
unsigned effective_user();

}  // namespace rasctl::system
