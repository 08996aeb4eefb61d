#include "terminal/sanitize.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <iterator>

namespace rasctl::terminal {
namespace {

bool is_obeyed_or_misleading(utf8proc_int32_t code) {
    if (code < 0x20 || (code >= 0x7F && code <= 0x9F)) return true;
    switch (code) {
        case 0x061C:  // Arabic letter mark
        case 0x200E:
        case 0x200F:  // left-to-right and right-to-left mark
        case 0x2028:
        case 0x2029:  // line and paragraph separator
        case 0xFEFF:  // a byte order mark inside a text is invisible
            return true;
        default:
            return (code >= 0x202A && code <= 0x202E) ||  // embeddings and overrides
                   (code >= 0x2066 && code <= 0x206F) ||  // isolates and deprecated format characters
                   (code >= 0xFFF9 && code <= 0xFFFB);    // interlinear annotation
    }
}

void append_escape(std::string& out, utf8proc_int32_t code) {
    switch (code) {
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    if (code < 0x80) {
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", code);
    } else {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
    }
}

bool is_plain_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

}  // namespace

std::string sanitize(std::string_view text, LineEnds line_ends) {
    if (is_plain_ascii(text)) return std::string(text);
    std::string out;
    out.reserve(text.size() + 16);
    while (!text.empty()) {
        utf8proc_int32_t code = 0;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &code);
        if (length <= 0) {
            fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(text.front()));
            text.remove_prefix(1);
            continue;
        }
        const auto bytes = text.substr(0, static_cast<std::size_t>(length));
        const bool kept = line_ends == LineEnds::keep && (code == '\n' || code == '\t');
        if (!kept && is_obeyed_or_misleading(code)) {
            append_escape(out, code);
        } else {
            out += bytes;
        }
        text.remove_prefix(bytes.size());
    }
    return out;
}

bool is_safe(std::string_view text, LineEnds line_ends) {
    return is_plain_ascii(text) || sanitize(text, line_ends) == text;
}

}  // namespace rasctl::terminal
