// The hand-written manual pages of man/, compiled in so that they can be read without installation.
#pragma once

#include <span>
#include <string_view>

namespace rasctl::commands {

// One page as it is installed.
struct ManualText {
    std::string_view name;  // "rasctl-config"
    int section;
    std::string_view source;  // mdoc
};

// All of them.
std::span<const ManualText> manual_texts();

// By the page's name, or by its last word ("config"); null when there is none.
const ManualText* find_manual_text(std::string_view name);

}  // namespace rasctl::commands
