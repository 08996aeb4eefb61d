#include "config/paths.hpp"

#include <optional>
#include <string>

#include "system/account.hpp"

namespace rasctl::config {
namespace {

using std::filesystem::path;

std::optional<path> absolute_path_in(const Environment& environment, std::string_view variable) {
    const auto value = environment.find_filled(variable);
    if (!value || value->front() != '/') return std::nullopt;
    return path(*value);
}

// The folder by its own variable, the XDG variable, or below the home directory; empty when none says.
path folder(const Environment& environment, std::string_view own_variable, std::string_view xdg_variable,
            std::string_view below_home) {
    if (const auto own = environment.find_filled(own_variable)) {
        std::error_code ignored;
        const path absolute = std::filesystem::absolute(*own, ignored);
        return absolute.empty() ? path(*own) : absolute;
    }
    if (const auto base = absolute_path_in(environment, xdg_variable)) return *base / "rasctl";
    auto home = absolute_path_in(environment, "HOME");
    if (!home) home = system::home_by_account();
    if (!home) return {};
    return *home / below_home / "rasctl";
}

}  // namespace

Paths find_paths(const Environment& environment) {
    path config = folder(environment, "RASCTL_CONFIG_DIR", "XDG_CONFIG_HOME", ".config");
    path cache = folder(environment, "RASCTL_CACHE_DIR", "XDG_CACHE_HOME", ".cache");
    if (cache.empty() && !config.empty()) cache = config / "cache";
    return {std::move(config), std::move(cache)};
}

Error no_folder() {
    return {.exit_code = ExitCode::usage,
            .what = "cannot tell where the configuration is",
            .why = "HOME is not set, and this user has no home directory",
            .hint = "export RASCTL_CONFIG_DIR=/path/to/folder"};
}

}  // namespace rasctl::config
