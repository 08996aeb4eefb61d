#include "catalog/word_pattern.hpp"

#include "text/ascii.hpp"

namespace rasctl::catalog {
namespace {

// What a pattern does not mean literally.
constexpr std::string_view special = R"(\.[]{}()*+?^$|)";

bool is_meant_literally(char c) {
    return special.find(c) == std::string_view::npos;
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

std::string pattern_of_words(const std::vector<std::string>& words) {
    std::string pattern;
    for (const std::string& word : words) {
        pattern += pattern.empty() ? "^(" : "|";
        for (const char c : word) {
            if (!is_meant_literally(c)) pattern += '\\';
            pattern += c;
        }
    }
    return pattern.empty() ? pattern : pattern + ")$";
}

}  // namespace rasctl::catalog
