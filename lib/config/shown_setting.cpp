#include "config/shown_setting.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"

namespace rasctl::config {
namespace {

void hide_passwords(json::Value& value) {
    if (!value.is_object()) return;
    for (json::Member& member : value.as_object()) {
        const Setting* setting = find_setting(member.name);
        if (setting != nullptr && member.value.is_string())
            member.value = shown_setting(*setting, member.value.as_string());
        else
            hide_passwords(member.value);
    }
}

}  // namespace

std::string shown_setting(const Setting& setting, const std::string& value) {
    const auto at = value.rfind('@');
    if (setting.id != SettingId::proxy || at == std::string::npos) return value;
    const auto scheme = value.find("://");
    return (scheme == std::string::npos ? "" : value.substr(0, scheme + 3)) + "***" + value.substr(at);
}

std::string shown_key(std::string_view key, const std::string& value) {
    if (value.starts_with('{')) {
        auto section = json::parse(value);
        if (!section) return value;
        hide_passwords(*section);
        return json::write(*section);
    }
    const Setting* setting = find_setting(key.substr(key.rfind('.') + 1));
    return setting == nullptr ? value : shown_setting(*setting, value);
}

}  // namespace rasctl::config
