// Whether bytes are text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace rasctl {

// UTF-8 as RFC 3629 has it: what JSON can hold.
inline bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        // Most text is ASCII, eight bytes of which are looked at together.
        std::uint64_t eight = 0;
        if (text.size() >= sizeof(eight)) {
            std::memcpy(&eight, text.data(), sizeof(eight));
            if ((eight & 0x8080808080808080U) == 0) {
                text.remove_prefix(sizeof(eight));
                continue;
            }
        }
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
        const unsigned first = byte(0);
        const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first >= 0x80 && (first < 0xC2 || first > 0xF4)) return false;
        if (text.size() < length) return false;
        for (std::size_t i = 1; i < length; ++i)
            if ((byte(i) & 0xC0U) != 0x80U) return false;
        // Written longer than needed, half of a surrogate pair, or beyond the last character.
        if ((first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) ||
            (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F))
            return false;
        text.remove_prefix(length);
    }
    return true;
}

// The text behind the byte order mark that some editors put before it.
inline std::string_view without_byte_order_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    return text;
}

}  // namespace rasctl
