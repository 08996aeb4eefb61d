#include "terminal/guard.hpp"

#include <algorithm>

#include "terminal/sanitize.hpp"

namespace rasctl::terminal {
namespace {

constexpr char escape = '\x1b';

// Of the colour that the text begins with; 0 for none.
std::size_t colour_size(std::string_view text) {
    if (!text.starts_with("\x1b[")) return 0;
    const auto end = text.find_first_not_of("0123456789;", 2);
    return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

// Of the beginning or the end of a link.
std::size_t link_size(std::string_view text) {
    if (!text.starts_with("\x1b]8;;")) return 0;
    const auto end = text.find(escape, 1);
    const bool closed = end != std::string_view::npos && text.substr(end).starts_with("\x1b\\");
    const std::string_view address = text.substr(0, closed ? end : 0);
    const bool printable = std::all_of(address.begin() + (closed ? 1 : 0), address.end(),
                                       [](char c) { return c > ' ' && c < '\x7f'; });
    return closed && printable ? end + 2 : 0;
}

}  // namespace

std::string guarded(std::string_view text, const Guard& guard) {
    if (is_safe(text, LineEnds::keep)) return std::string(text);
    std::string out;
    while (!text.empty()) {
        std::size_t own = guard.colour ? colour_size(text) : 0;
        if (own == 0 && guard.links) own = link_size(text);
        if (own > 0) {
            out += text.substr(0, own);
            text.remove_prefix(own);
            continue;
        }
        const std::size_t end = std::min(text.find(escape, 1), text.size());
        out += sanitize(text.substr(0, end), LineEnds::keep);
        text.remove_prefix(end);
    }
    return out;
}

std::size_t unfinished_size(std::string_view text) {
    // A character takes four bytes at most, and its first one says how many.
    for (std::size_t back = 1; back <= std::min<std::size_t>(text.size(), 3); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0U) == 0x80U) continue;
        const std::size_t size = byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : byte >= 0xC0U ? 2 : 1;
        return size > back ? back : 0;
    }
    return 0;
}

}  // namespace rasctl::terminal
