#include "commands/run/call/content_disposition.hpp"

#include <algorithm>
#include <optional>

#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace rasctl::commands {
namespace {

constexpr std::size_t longest_name = 200;  // file systems take 255 bytes

// What stands between quotes at the front of the text, without them and its escapes; moves the text behind.
std::string take_quoted(std::string_view& text) {
    std::string value;
    std::size_t at = 1;
    for (; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        value += text[at];
    }
    text.remove_prefix(std::min(at + 1, text.size()));
    return value;
}

struct Parameter {
    std::string name;  // lower case; empty for what is none
    std::string value;
};

// The next piece between semicolons outside quotes; moves the text behind it.
Parameter take_parameter(std::string_view& text) {
    Parameter parameter;
    const auto end = std::min(text.find_first_of("=;"), text.size());
    const bool has_value = end < text.size() && text[end] == '=';
    if (has_value) parameter.name = lower_case(trimmed(text.substr(0, end)));
    text.remove_prefix(has_value ? end + 1 : end);
    if (has_value) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
        if (text.starts_with('"'))
            parameter.value = take_quoted(text);
        else
            parameter.value = trimmed(text.substr(0, text.find(';')));
    }
    text.remove_prefix(std::min(text.find(';'), text.size()));
    if (!text.empty()) text.remove_prefix(1);
    return parameter;
}

std::string utf8_of_latin1(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out += c;
        } else {
            out += static_cast<char>(0xC0U | (byte >> 6U));
            out += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return out;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
            return std::nullopt;
        out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
        i += 2;
    }
    return out;
}

// CHARSET'LANGUAGE'PERCENT-ENCODED (RFC 8187); nothing when it is not that.
std::optional<std::string> extended_value(std::string_view value) {
    const auto first = value.find('\'');
    const auto second = first == std::string_view::npos ? first : value.find('\'', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const std::string charset = lower_case(value.substr(0, first));
    auto text = percent_decoded(value.substr(second + 1));
    if (!text) return std::nullopt;
    if (charset == "utf-8") return is_utf8(*text) ? text : std::nullopt;
    if (charset == "iso-8859-1") return utf8_of_latin1(*text);
    return std::nullopt;
}

std::string fit_for_a_file(std::string name) {
    // Servers of old send the letters of western Europe as one byte each.
    if (!is_utf8(name)) name = utf8_of_latin1(name);
    if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
    name = terminal::sanitize(name);
    std::ranges::replace(name, '\\', '_');
    // A leading dot would hide the file, or name the folder itself; a dash would make it an option of `rm *`.
    name.erase(0, std::min(name.find_first_not_of(" .-"), name.size()));
    if (name.size() > longest_name) {
        std::size_t end = longest_name;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
        name.erase(end);
    }
    while (name.ends_with(' ') || name.ends_with('.')) name.pop_back();
    return name;
}

}  // namespace

std::string file_name_of(std::string_view content_disposition) {
    std::optional<std::string> plain;
    std::optional<std::string> extended;
    while (!content_disposition.empty()) {
        Parameter parameter = take_parameter(content_disposition);
        if (parameter.name == "filename" && !plain) plain = std::move(parameter.value);
        if (parameter.name == "filename*" && !extended) extended = extended_value(parameter.value);
    }
    if (extended) {
        std::string name = fit_for_a_file(std::move(*extended));
        if (!name.empty()) return name;
    }
    return plain ? fit_for_a_file(std::move(*plain)) : std::string{};
}

}  // namespace rasctl::commands
