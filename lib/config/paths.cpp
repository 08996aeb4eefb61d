#include "config/paths.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string>

namespace rasctl::config {
namespace {

using std::filesystem::path;

std::optional<path> absolute_path_in(const Environment& environment, std::string_view variable) {
    const auto value = environment.find_filled(variable);
    if (!value || value->front() != '/') return std::nullopt;
    return path(*value);
}

std::optional<path> home_by_account() {
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return std::nullopt;
    if (!found->pw_dir || found->pw_dir[0] != '/') return std::nullopt;
    return path(found->pw_dir);
}

// The folder by its own variable, the XDG variable, or below the home directory.
std::optional<path> folder(const Environment& environment, std::string_view own_variable,
                           std::string_view xdg_variable, std::string_view below_home) {
    if (const auto own = environment.find_filled(own_variable)) {
        std::error_code ignored;
        const path absolute = std::filesystem::absolute(*own, ignored);
        return absolute.empty() ? path(*own) : absolute;
    }
    if (const auto base = absolute_path_in(environment, xdg_variable)) return *base / "rasctl";
    auto home = absolute_path_in(environment, "HOME");
    if (!home) home = home_by_account();
    if (!home) return std::nullopt;
    return *home / below_home / "rasctl";
}

}  // namespace

Result<Paths> find_paths(const Environment& environment) {
    const auto config = folder(environment, "RASCTL_CONFIG_DIR", "XDG_CONFIG_HOME", ".config");
    if (!config) {
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot tell where the configuration is",
                     .why = "HOME is not set, and this user has no home directory",
                     .hint = "export RASCTL_CONFIG_DIR=/path/to/folder"};
    }
    const auto cache = folder(environment, "RASCTL_CACHE_DIR", "XDG_CACHE_HOME", ".cache");
    return Paths{*config, cache.value_or(*config / "cache")};
}

}  // namespace rasctl::config
