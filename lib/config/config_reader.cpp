#include "config/config_reader.hpp"

#include "error/try.hpp"

namespace rasctl::config {

const Paths& ConfigReader::paths() {
    if (!paths_) paths_ = find_paths(environment_);
    return *paths_;
}

Result<ConfigFile> ConfigReader::load() {
    const system::FileStamp now = system::file_stamp(paths().config_file());
    if (kept_ && stamp_.still_holds(now)) return *kept_;
    kept_.reset();
    TRY_LET(auto file, ConfigFile::load(paths()));
    stamp_ = now;
    kept_ = file;
    return file;
}

}  // namespace rasctl::config
