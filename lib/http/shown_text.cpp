#include "http/shown_text.hpp"

namespace rasctl::http {

std::string shown_text(std::string_view text, std::size_t limit) {
    constexpr std::string_view digits = "0123456789abcdef";
    const bool cut = text.size() > limit;
    std::string shown;
    for (const char c : text.substr(0, limit)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f) {
            shown += c;
        } else {
            shown += "\\x";
            shown += digits[byte >> 4];
            shown += digits[byte & 15];
        }
    }
    if (cut) shown += "...";
    return shown;
}

}  // namespace rasctl::http
