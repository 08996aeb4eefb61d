#include "output/glob.hpp"

#include <algorithm>

#include "output/natural_order.hpp"
#include "text/ascii.hpp"
#include "text/letter_case.hpp"

namespace rasctl::output {
namespace {

// A character of UTF-8 is one for `?`: the bytes that continue it go with it.
std::size_t character_size(std::string_view text, std::size_t i) {
    std::size_t size = 1;
    while (i + size < text.size() && (static_cast<unsigned char>(text[i + size]) & 0xC0U) == 0x80U) ++size;
    return size;
}

bool matches_whole(std::string_view text, std::string_view pattern) {
    constexpr auto none = std::string_view::npos;
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = none;  // the last * seen, and where the text stood then
    std::size_t star_text = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_text = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            t += character_size(text, t);
            ++p;
        } else if (p < pattern.size() && to_lower(pattern[p]) == to_lower(text[t])) {
            ++t;
            ++p;
        } else if (star != none) {
            p = star + 1;
            t = star_text += character_size(text, star_text);
        } else {
            return false;
        }
    }
    return pattern.substr(p).find_first_not_of('*') == none;
}

// Without regard to the case of ASCII letters.
bool matches_ascii_case(std::string_view text, std::string_view pattern) {
    if (pattern.find_first_of("*?") != std::string_view::npos) return matches_whole(text, pattern);
    const auto found = std::search(text.begin(), text.end(), pattern.begin(), pattern.end(),
                                   [](char a, char b) { return to_lower(a) == to_lower(b); });
    return pattern.empty() || found != text.end();
}

}  // namespace

bool matches_pattern(std::string_view text, std::string_view pattern) {
    const auto is_ascii = [](std::string_view one) {
        return std::ranges::all_of(one, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    };
    if (!is_ascii(text) || !is_ascii(pattern)) return matches_ascii_case(folded(text), folded(pattern));
    return matches_ascii_case(text, pattern);
}

}  // namespace rasctl::output
