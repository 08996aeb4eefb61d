#include "config/config_reader.hpp"

namespace rasctl::config {

const Paths& ConfigReader::paths() {
    if (!paths_) paths_ = find_paths(environment_);
    return *paths_;
}

Result<ConfigFile> ConfigReader::load() {
    const system::FileStamp now = system::file_stamp(paths().config_file());
    if (kept_ && stamp_.still_holds(now)) return *kept_;
    auto file = kept_ ? ConfigFile::load_again(paths(), *kept_) : ConfigFile::load(paths());
    kept_.reset();
    if (!file) return file;
    stamp_ = now;
    kept_ = *file;
    return file;
}

}  // namespace rasctl::config
