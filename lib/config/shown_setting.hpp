// Settings as they may be shown.
#pragma once

#include <string>
#include <string_view>

#include "config/setting.hpp"

namespace rasctl::config {

// The value of the setting, but not the password in a proxy's URL.
std::string shown_setting(const Setting& setting, const std::string& value);
// The same for what a key of config.json holds ("contexts.lab.proxy"), a whole section as its JSON too.
std::string shown_key(std::string_view key, const std::string& value);

}  // namespace rasctl::config
