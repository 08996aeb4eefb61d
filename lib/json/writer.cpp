#include "json/writer.hpp"

#include <array>

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
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        switch (byte) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (byte < 0x20 || byte == 0x7F) {
                    append_unicode_escape(out, byte);
                } else if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
                    // C1 controls reach a terminal as commands, as C0 controls do.
                    append_unicode_escape(out, next);
                    ++i;
                } else {
                    out += text[i];
                }
        }
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
