// Yes and no as people type them.
#pragma once

#include <optional>
#include <string_view>

#include "text/ascii.hpp"

namespace rasctl {

// "yes", "on", "true" and "1"; "no", "off", "false" and "0"; in any letter case.
inline std::optional<bool> boolean_of(std::string_view text) {
    for (const std::string_view word : {"true", "yes", "on", "1"})
        if (equal_ignoring_case(text, word)) return true;
    for (const std::string_view word : {"false", "no", "off", "0"})
        if (equal_ignoring_case(text, word)) return false;
    return std::nullopt;
}

}  // namespace rasctl
