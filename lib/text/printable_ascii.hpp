// Text of which every byte is one visible character or a blank.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rasctl {

// Every cell of every table is asked this, and every name that a shell is offered: eight bytes are looked at
// together.
inline bool is_printable_ascii(std::string_view text) {
    constexpr std::uint64_t each = 0x0101010101010101U;
    for (std::uint64_t eight = 0; text.size() >= sizeof(eight); text.remove_prefix(sizeof(eight))) {
        std::memcpy(&eight, text.data(), sizeof(eight));
        // Whether one is below a blank, is 0x7F, or is no ASCII.
        if ((((eight - each * 0x20U) | (eight + each) | eight) & each * 0x80U) != 0) return false;
    }
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace rasctl
