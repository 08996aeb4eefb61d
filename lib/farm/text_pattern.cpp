#include "farm/text_pattern.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/regex.hpp>

#include <algorithm>
#include <exception>

#include "text/ascii.hpp"
#include "text/nearest.hpp"

namespace rasctl::farm {
namespace {

// A pattern is part of a description that may have been imported from anywhere.
constexpr std::size_t longest_pattern = 2'000, longest_text = 10'000;

bool is_meant_literally(char c) {
    return std::string_view(R"(\.[]{}()*+?^$|)").find(c) == std::string_view::npos;
}

std::optional<bool> matches(std::string_view pattern, std::string_view text) {
    if (pattern.size() > longest_pattern || text.size() > longest_text) return std::nullopt;
    try {
        const boost::regex expression(pattern.begin(), pattern.end(), boost::regex::ECMAScript);
        return boost::regex_search(text.begin(), text.end(), expression);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace

std::vector<std::string> words_of_pattern(std::string_view pattern) {
    constexpr std::string_view begin = "^(", end = ")$";
    if (pattern.size() < begin.size() + end.size() || !pattern.starts_with(begin) || !pattern.ends_with(end))
        return {};
    pattern.remove_prefix(begin.size());
    pattern.remove_suffix(end.size());
    if (pattern.starts_with("?:")) pattern.remove_prefix(2);
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        // "\-" is a dash, but "\d" any digit.
        const bool escaped =
            c == '\\' && i + 1 < pattern.size() && !is_letter(pattern[i + 1]) && !is_digit(pattern[i + 1]);
        if (escaped)
            words.back() += pattern[++i];
        else if (c == '|')
            words.emplace_back();
        else if (is_meant_literally(c))
            words.back() += c;
        else
            return {};
    }
    return words;
}

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
