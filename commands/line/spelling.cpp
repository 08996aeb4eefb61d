#include "commands/line/spelling.hpp"

#include <array>
#include <utility>

#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

// Longer than any word of ours; what is longer is somebody's text.
constexpr std::size_t longest_word = 80;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> other_spellings{{
    {"licence", "license"},
    {"colour", "color"},
    {"catalogue", "catalog"},
    {"centre", "center"},
}};

}  // namespace

std::string bare_letters(std::string_view word) {
    std::string letters;
    for (const char c : word.substr(0, longest_word))
        if (c != '-' && c != '_' && c != ' ') letters += to_lower(c);
    for (const auto& [other, ours] : other_spellings)
        if (const auto at = letters.find(other); at != std::string::npos)
            letters.replace(at, other.size(), ours);
    return letters;
}

std::string bare_singular(std::string_view word) {
    std::string letters = bare_letters(word);
    if (letters.size() > 4 && letters.ends_with("ies"))
        letters.replace(letters.size() - 3, 3, "y");
    else if (letters.size() > 4 && (letters.ends_with("sses") || letters.ends_with("xes")))
        letters.resize(letters.size() - 2);
    else if (letters.size() > 2 && letters.ends_with('s') && !letters.ends_with("ss"))
        letters.resize(letters.size() - 1);
    return letters;
}

bool same_word(std::string_view a, std::string_view b) {
    return a == b || bare_singular(a) == bare_singular(b);
}

}  // namespace rasctl::commands
