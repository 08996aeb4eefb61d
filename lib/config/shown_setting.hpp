// Settings as they may be shown.
#pragma once

#include <string>

#include "config/setting.hpp"

namespace rasctl::config {

// The value of the setting, but not the password in a proxy's URL.
std::string shown_setting(const Setting& setting, const std::string& value);

}  // namespace rasctl::config
