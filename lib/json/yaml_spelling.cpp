#include "json/yaml_spelling.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/ascii.hpp"
#include "text/printable_ascii.hpp"
#include "text/utf8.hpp"

namespace rasctl::json {
namespace {

// Words that some YAML parser takes for a boolean, null or a number, in any letter case.
bool is_reserved_word(std::string_view text) {
    static constexpr std::array<std::string_view, 14> words{
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "infinity", "inf", "none", "nil"};
    return std::ranges::any_of(words, [&](std::string_view word) {
        return std::ranges::equal(word, text,
                                  [](char w, char t) { return w == (is_letter(t) ? t | 0x20 : t); });
    });
}

constexpr std::array<bool, 256> plain_characters = [] {
    std::array<bool, 256> plain{};
    for (unsigned char c = 'a'; c <= 'z'; ++c) plain[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c) plain[c] = true;
    for (unsigned char c = '0'; c <= '9'; ++c) plain[c] = true;
    for (const char c : std::string_view("_./@+-()\\$ ")) plain[static_cast<unsigned char>(c)] = true;
    return plain;
}();

// Strings that every parser reads as strings without quotes: a word or a few, starting with a letter.
bool is_safe_plain(std::string_view text) {
    if (text.empty() || !is_letter(text.front()) || text.back() == ' ') return false;
    const bool safe =
        std::ranges::all_of(text, [](char c) { return plain_characters[static_cast<unsigned char>(c)]; });
    return safe && !is_reserved_word(text);
}

void append_single_quoted(std::string& out, std::string_view text) {
    out += '\'';
    for (const char c : text) {
        if (c == '\'') out += c;
        out += c;
    }
    out += '\'';
}

// The first character of text that is UTF-8, taken off it.
std::uint32_t take_character(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    std::uint32_t character = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    text.remove_prefix(length);
    return character;
}

// Whether YAML lets the character stand as it is. Those beyond 16 bits could; not every parser takes them.
bool is_printable(std::uint32_t character) {
    constexpr std::uint32_t byte_order_mark = 0xFEFF, line_separator = 0x2028, paragraph_separator = 0x2029;
    if (character < 0x7F) return character >= 0x20;
    return character >= 0xA0 && character < 0xFFFE && character != byte_order_mark &&
           character != line_separator && character != paragraph_separator;
}

void append_escape(std::string& out, std::uint32_t character) {
    struct Short {
        std::uint32_t character;
        char letter;
    };
    static constexpr std::array<Short, 14> shorts{{{0x00, '0'},
                                                   {0x07, 'a'},
                                                   {0x08, 'b'},
                                                   {0x09, 't'},
                                                   {0x0A, 'n'},
                                                   {0x0B, 'v'},
                                                   {0x0C, 'f'},
                                                   {0x0D, 'r'},
                                                   {0x1B, 'e'},
                                                   {0x22, '"'},
                                                   {0x5C, '\\'},
                                                   {0x85, 'N'},
                                                   {0x2028, 'L'},
                                                   {0x2029, 'P'}}};
    out += '\\';
    if (const auto found = std::ranges::find(shorts, character, &Short::character); found != shorts.end()) {
        out += found->letter;
        return;
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    const unsigned bits = character <= 0xFF ? 8 : character <= 0xFFFF ? 16 : 32;
    out += bits == 8 ? 'x' : bits == 16 ? 'u' : 'U';
    for (unsigned shift = bits; shift > 0; shift -= 4) out += digits[(character >> (shift - 4)) & 0xFU];
}

// Everything beyond ASCII stands in double quotes, the one style in which any character can also be an
// escape.
void append_double_quoted(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const std::string_view before = text;
        const std::uint32_t character = take_character(text);
        if (is_printable(character) && character != '"' && character != '\\')
            out += before.substr(0, before.size() - text.size());
        else
            append_escape(out, character);
    }
    out += '"';
}

std::string ascii_only(std::string_view text) {
    std::string ascii(text);
    std::ranges::replace_if(
        ascii, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    return ascii;
}

}  // namespace

void append_yaml_string(std::string& out, std::string_view text) {
    if (is_safe_plain(text))
        out += text;
    else if (is_printable_ascii(text))
        append_single_quoted(out, text);
    else if (is_utf8(text))
        append_double_quoted(out, text);
    else  // it cannot come from a server, only from a command line
        append_double_quoted(out, ascii_only(text));
}

bool is_simple_yaml_key(std::string_view text) {
    constexpr std::size_t longest = 128;
    constexpr std::array<std::string_view, 5> breaks{"\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    return text.size() <= longest && std::ranges::none_of(breaks, [&](std::string_view one) {
               return text.find(one) != std::string_view::npos;
           });
}

void append_yaml_number(std::string& out, std::string_view text) {
    const auto exponent = text.find_first_of("eE");
    if (exponent == std::string_view::npos) {
        out += text;
        return;
    }
    const std::string_view mantissa = text.substr(0, exponent), power = text.substr(exponent + 1);
    out += mantissa;
    if (mantissa.find('.') == std::string_view::npos) out += ".0";
    out += text[exponent];
    if (is_digit(power.front())) out += '+';
    out += power;
}

}  // namespace rasctl::json
