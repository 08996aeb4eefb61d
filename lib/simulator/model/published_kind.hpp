// The kinds of published items: the paths that make them and the number that GET shows as `type`
// (PubItemType).
#pragma once

#include <string_view>

namespace rasctl::simulator {

// "apps/rds" -> 2; 6 (application of a PC) for what runs on the client itself.
constexpr int published_type(std::string_view kind) {
    if (kind == "folders") return 1;
    if (kind == "apps/rds") return 2;
    if (kind == "desktops/rds") return 3;
    if (kind == "desktops/vdi") return 4;
    if (kind == "apps/vdi") return 7;
    if (kind == "apps/avd") return 8;
    if (kind == "desktops/avd") return 9;
    return 6;
}

}  // namespace rasctl::simulator
