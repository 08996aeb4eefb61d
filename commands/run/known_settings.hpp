// The settings of lines that give the same flags over the same configuration.
#pragma once

#include <map>
#include <optional>

#include "config/config_file.hpp"
#include "config/settings.hpp"

namespace rasctl::commands {

class KnownSettings {
  public:
    using Flags = config::Settings::Flags;

    // Those that were kept for these flags, and were found good; null for none.
    const config::Settings* of(const config::ConfigFile& file, const Flags& flags) const;
    void keep(const config::ConfigFile& file, Flags flags, const config::Settings& settings);

  private:
    // A copy holds what was read in memory, so that nothing else can stand in its place.
    std::optional<config::ConfigFile> file_{};
    std::map<Flags, config::Settings> known_{};
};

}  // namespace rasctl::commands
