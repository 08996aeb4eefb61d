#include "farm/text_pattern.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/regex.hpp>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <string>

#include "text/ascii.hpp"
#include "text/nearest.hpp"

namespace rasctl::farm {
namespace {

// A pattern is part of a description that may have been imported from anywhere.
constexpr std::size_t longest_pattern = 2'000, longest_text = 10'000;

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The characters of UTF-8; a text that is none is refused elsewhere.
std::wstring wide(std::string_view text) {
    std::wstring out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80U && !out.empty())
            out.back() =
                static_cast<wchar_t>((static_cast<std::uint32_t>(out.back()) << 6U) | (byte & 0x3FU));
        else
            out += static_cast<wchar_t>(byte < 0x80    ? byte
                                        : byte >= 0xF0 ? byte & 0x07U
                                        : byte >= 0xE0 ? byte & 0x0FU
                                                       : byte & 0x1FU);
    }
    return out;
}

// Classes of Unicode ("\\p{L}") are none that the expressions here know.
bool is_understood(std::string_view pattern) {
    return pattern.find("\\p") == std::string_view::npos && pattern.find("\\P") == std::string_view::npos;
}

template <class Char>
bool is_found(const std::basic_string<Char>& pattern, const std::basic_string<Char>& text) {
    const boost::basic_regex<Char> expression(pattern, boost::regex::ECMAScript);
    // "$" is where the text ends, not a line of it.
    return boost::regex_search(text, expression, boost::match_single_line);
}

std::optional<bool> matches(std::string_view pattern, std::string_view text) {
    if (pattern.size() > longest_pattern || text.size() > longest_text || !is_understood(pattern))
        return std::nullopt;
    try {
        if (is_ascii(pattern) && is_ascii(text))
            return is_found<char>(std::string(pattern), std::string(text));
        // What is counted and compared are characters, not bytes.
        return is_found<wchar_t>(wide(pattern), wide(text));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace

std::string spelled_by_pattern(std::string_view pattern, std::string_view text) {
    for (std::string& word : words_of_pattern(pattern))
        if (equal_ignoring_case(word, text)) return std::move(word);
    return std::string(text);
}

std::optional<std::string> pattern_problem(std::string_view pattern, std::string_view text) {
    const std::vector<std::string> words = words_of_pattern(pattern);
    if (words.empty()) {
        if (matches(pattern, text).value_or(true)) return std::nullopt;
        return fmt::format("must match {}, got '{}'", pattern, text);
    }
    if (std::ranges::find(words, text) != words.end()) return std::nullopt;
    if (const auto close = nearest(text, words))
        return fmt::format("does not know '{}'; did you mean '{}'?", text, *close);
    return fmt::format("does not know '{}'; one of: {}", text, fmt::join(words, ", "));
}

}  // namespace rasctl::farm
