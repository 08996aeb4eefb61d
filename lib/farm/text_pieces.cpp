#include "farm/text_pieces.hpp"

#include <charconv>
#include <utility>

#include "text/cut.hpp"

namespace rasctl::farm {

std::optional<std::int64_t> whole_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::vector<std::string> split_at_commas(std::string_view text) {
    std::vector<std::string> parts;
    std::string part;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',')
            part += text[++i];
        else if (text[i] == ',')
            parts.push_back(std::exchange(part, {}));
        else
            part += text[i];
    }
    parts.push_back(std::move(part));
    return parts;
}

std::string with_escaped_commas(std::string_view element) {
    std::string text;
    for (const char c : element) {
        if (c == ',') text += '\\';
        text += c;
    }
    return text;
}

std::string longest_literal(std::string_view pattern) {
    std::string_view longest;
    while (!pattern.empty()) {
        if (const auto literal = cut(pattern, "*?"); literal.size() > longest.size()) longest = literal;
    }
    return std::string(longest);
}

}  // namespace rasctl::farm
