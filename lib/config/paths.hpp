// Where rasctl keeps its files.
#pragma once

#include <filesystem>

#include "error/error.hpp"
#include "terminal/environment.hpp"

namespace rasctl::config {

using terminal::Environment;

struct Paths {
    std::filesystem::path config_directory;
    std::filesystem::path cache_directory;

    std::filesystem::path config_file() const { return config_directory / "config.json"; }
    std::filesystem::path token_file() const { return config_directory / "tokens.json"; }
};

// By the XDG Base Directory Specification 0.8: XDG_CONFIG_HOME/rasctl or ~/.config/rasctl,
// XDG_CACHE_HOME/rasctl or
// ~/.cache/rasctl; relative values are ignored as it says. RASCTL_CONFIG_DIR and RASCTL_CACHE_DIR name the
// folders themselves. Without HOME the user's entry in the account database counts; a user without one is an
// error that names RASCTL_CONFIG_DIR. Creates nothing.
Result<Paths> find_paths(const Environment& environment);

}  // namespace rasctl::config
