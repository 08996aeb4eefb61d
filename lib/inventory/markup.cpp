#include "inventory/markup.hpp"

#include <fmt/format.h>

#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::inventory {

std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : terminal::sanitize(text)) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string name_markup(std::string_view name) {
    return trimmed(name).empty() ? "<i>no name</i>" : escaped(name);
}

std::string state_markup(std::string_view text, Meaning meaning) {
    if (meaning == Meaning::none) return escaped(text);
    return fmt::format("<span class=\"state {}\">{}</span>", word_of(meaning), escaped(text));
}

std::string anchor_of(std::string_view key) {
    std::string anchor;
    for (const char c : key) anchor += is_letter(c) || is_digit(c) ? to_lower(c) : '-';
    return anchor;
}

}  // namespace rasctl::inventory
