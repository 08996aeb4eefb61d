#include "terminal/sanitize.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <cstdint>
#include <iterator>

#include "text/printable_ascii.hpp"

namespace rasctl::terminal {
namespace {

constexpr utf8proc_int32_t zero_width_non_joiner = 0x200C, zero_width_joiner = 0x200D;

// Controls, what directs the text, and what has no width at all and so makes two names look like one.
bool is_obeyed_or_misleading(utf8proc_int32_t code) {
    if (code < 0x20 || (code >= 0x7F && code <= 0x9F)) return true;
    if (code < 0xA0) return false;
    // Line and paragraph separator, interlinear annotation.
    if (code == 0x2028 || code == 0x2029 || (code >= 0xFFF0 && code <= 0xFFFB)) return true;
    // Emoji and CJK have variants that are told apart by these.
    if ((code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF)) return false;
    // Of no width too, though not all of them are assigned yet.
    if ((code >= 0x2060 && code <= 0x206F) || (code >= 0xE0000 && code <= 0xE0FFF)) return true;
    return utf8proc_get_property(code)->ignorable;
}

bool is_joiner(utf8proc_int32_t code) {
    return code == zero_width_non_joiner || code == zero_width_joiner;
}

// Persian, Indic scripts and emoji need joiners; Latin, Greek and Cyrillic letters, digits and punctuation
// never do.
bool may_be_joined(utf8proc_int32_t code) {
    constexpr utf8proc_int32_t first_joining_script = 0x0600;
    return code >= first_joining_script && !is_obeyed_or_misleading(code);
}

utf8proc_int32_t first_code(std::string_view text) {
    utf8proc_int32_t code = -1;
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &code);
    return code;
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
    constexpr utf8proc_int32_t last_of_plane_0 = 0xFFFF;
    if (code > last_of_plane_0) {
        // As JSON spells it, where the text is JSON.
        const auto rest = static_cast<std::uint32_t>(code) - 0x10000U;
        fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xD800U + (rest >> 10U),
                       0xDC00U + (rest & 0x3FFU));
    } else if (code < 0x80) {
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", code);
    } else {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
    }
}

}  // namespace

std::string sanitize(std::string_view text, LineEnds line_ends) {
    if (is_printable_ascii(text)) return std::string(text);
    std::string out;
    out.reserve(text.size() + 16);
    utf8proc_int32_t before = 0;
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
        const bool joins =
            is_joiner(code) && may_be_joined(before) && may_be_joined(first_code(text.substr(bytes.size())));
        before = code;
        if (!kept && !joins && is_obeyed_or_misleading(code)) {
            append_escape(out, code);
        } else {
            out += bytes;
        }
        text.remove_prefix(bytes.size());
    }
    return out;
}

bool is_safe(std::string_view text, LineEnds line_ends) {
    return is_printable_ascii(text) || sanitize(text, line_ends) == text;
}

}  // namespace rasctl::terminal
