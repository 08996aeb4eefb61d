#include "system/account.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

#include "system/name_service.hpp"

namespace rasctl::system {

std::optional<std::filesystem::path> home_by_account() {
    settle_name_service();
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return std::nullopt;
    if (!found->pw_dir || found->pw_dir[0] != '/') return std::nullopt;
    return std::filesystem::path(found->pw_dir);
}

}  // namespace rasctl::system
