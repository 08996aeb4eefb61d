#include "json/writer.hpp"

#include <algorithm>
#include <array>

#include "json/plain_run.hpp"

namespace rasctl::json {
namespace {

constexpr std::size_t indent_width = 2;

void append_line(std::string& out, Style style, int level) {
    if (style == Style::compact) return;
    out += '\n';
    out.append(static_cast<std::size_t>(level) * indent_width, ' ');
}

void append_unicode_escape(std::string& out, unsigned code) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u00";
    out += digits[(code >> 4) & 0xFU];
    out += digits[code & 0xFU];
}

// Bytes that may not stand for themselves: 0xC2 begins the C1 controls, and much else.
constexpr std::array<bool, 256> looked_at = [] {
    std::array<bool, 256> table{};
    for (unsigned byte = 0; byte < 0x20; ++byte) table[byte] = true;
    for (const unsigned byte : {0x22U, 0x5CU, 0x7FU, 0xC2U}) table[byte] = true;
    return table;
}();

bool needs_a_look(char c) {
    return looked_at[static_cast<unsigned char>(c)];
}

// Writes the first byte of `text`, or the character that it begins; answers how many bytes that was.
std::size_t append_looked_at(std::string& out, std::string_view text) {
    const auto byte = static_cast<unsigned char>(text[0]);
    const auto next = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0U;
    switch (byte) {
        case '"':
            out += "\\\"";
            return 1;
        case '\\':
            out += "\\\\";
            return 1;
        case '\n':
            out += "\\n";
            return 1;
        case '\r':
            out += "\\r";
            return 1;
        case '\t':
            out += "\\t";
            return 1;
        case 0xC2:
            // C1 controls reach a terminal as commands, as C0 controls do.
            if (next >= 0x80 && next <= 0x9F) {
                append_unicode_escape(out, next);
                return 2;
            }
            out += text[0];
            return 1;
        default:
            append_unicode_escape(out, byte);
            return 1;
    }
}

void append_array(std::string& out, const Array& array, Style style, int level) {
    if (array.empty()) {
        out += "[]";
        return;
    }
    char separator = '[';
    for (const Value& element : array) {
        out += separator;
        append_line(out, style, level + 1);
        append(out, element, style, level + 1);
        separator = ',';
    }
    append_line(out, style, level);
    out += ']';
}

void append_object(std::string& out, const Object& object, Style style, int level) {
    if (object.empty()) {
        out += "{}";
        return;
    }
    char separator = '{';
    for (const Member& member : object) {
        out += separator;
        append_line(out, style, level + 1);
        append_quoted(out, member.name);
        out += style == Style::pretty ? ": " : ":";
        append(out, member.value, style, level + 1);
        separator = ',';
    }
    append_line(out, style, level);
    out += '}';
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        // Bytes that stand for themselves are most of every text: they are copied together.
        const char* const end = text.data() + text.size();
        const char* const behind_ascii = end_of_plain_run(text.data(), end);
        const auto plain =
            static_cast<std::size_t>(std::find_if(behind_ascii, end, needs_a_look) - text.data());
        out.append(text, 0, plain);
        text.remove_prefix(plain);
        if (!text.empty()) text.remove_prefix(append_looked_at(out, text));
    }
    out += '"';
}

void append(std::string& out, const Value& value, Style style, int level) {
    if (value.is_null()) {
        out += "null";
    } else if (value.is_string()) {
        append_quoted(out, value.as_string());
    } else if (value.is_array()) {
        append_array(out, value.as_array(), style, level);
    } else if (value.is_object()) {
        append_object(out, value.as_object(), style, level);
    } else {
        out += value.scalar_text();
    }
}

std::string write(const Value& value, Style style) {
    std::string out;
    append(out, value, style);
    return out;
}

}  // namespace rasctl::json
