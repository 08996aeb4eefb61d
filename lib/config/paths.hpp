// Where rasctl keeps its files.
#pragma once

#include <filesystem>

#include "error/error.hpp"
#include "terminal/environment.hpp"

namespace rasctl::config {

using terminal::Environment;

class Paths {
  public:
    Paths() = default;
    Paths(std::filesystem::path config, std::filesystem::path cache)
        : config_directory(std::move(config)), cache_directory(std::move(cache)) {}

    // Empty where the environment does not say and there is no home directory: then nothing is read or kept.
    std::filesystem::path config_directory;
    std::filesystem::path cache_directory;

    std::filesystem::path config_file() const { return in_config("config.json"); }
    std::filesystem::path token_file() const { return in_config("tokens.json"); }

  private:
    std::filesystem::path in_config(const char* name) const {
        return config_directory.empty() ? std::filesystem::path() : config_directory / name;
    }
};

// By the XDG Base Directory Specification 0.8: XDG_CONFIG_HOME/rasctl or ~/.config/rasctl,
// XDG_CACHE_HOME/rasctl or
// ~/.cache/rasctl; relative values are ignored as it says. RASCTL_CONFIG_DIR and RASCTL_CACHE_DIR name the
// folders themselves. Without HOME the user's entry in the account database counts. Creates nothing.
Paths find_paths(const Environment& environment);

// The failure of keeping something where there is no folder for it (exit code 2).
Error no_folder();

}  // namespace rasctl::config
