// The configuration of one environment, read when it is asked for and again when its file has changed.
#pragma once

#include <optional>

#include "config/config_file.hpp"
#include "config/paths.hpp"
#include "error/error.hpp"
#include "system/file_stamp.hpp"

namespace rasctl::config {

class ConfigReader {
  public:
    explicit ConfigReader(const Environment& environment) : environment_(environment) {}

    const Paths& paths();
    // As ConfigFile::load().
    Result<ConfigFile> load();

  private:
    Environment environment_;
    std::optional<Paths> paths_{};
    // What was read, and its file's stamp from before that.
    std::optional<ConfigFile> kept_{};
    system::FileStamp stamp_{};
};

}  // namespace rasctl::config
