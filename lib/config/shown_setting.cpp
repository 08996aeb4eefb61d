#include "config/shown_setting.hpp"

namespace rasctl::config {

std::string shown_setting(const Setting& setting, const std::string& value) {
    const auto at = value.rfind('@');
    if (setting.id != SettingId::proxy || at == std::string::npos) return value;
    const auto scheme = value.find("://");
    return (scheme == std::string::npos ? "" : value.substr(0, scheme + 3)) + "***" + value.substr(at);
}

}  // namespace rasctl::config
