// Taking a text apart at a separator, piece by piece.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace rasctl {

// The text up to the first of the separators, or all of it; that separator is taken off the text as well.
inline std::string_view cut(std::string_view& text, std::string_view separators) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
}

// As above, at one separator.
inline std::string_view cut(std::string_view& text, char separator) {
    return cut(text, std::string_view(&separator, 1));
}

// All pieces between the separators, empty ones too: one more than there are separators.
inline std::vector<std::string_view> pieces_of(std::string_view text, char separator) {
    std::vector<std::string_view> pieces(static_cast<std::size_t>(std::ranges::count(text, separator)) + 1);
    for (std::string_view& piece : pieces) piece = cut(text, separator);
    return pieces;
}

}  // namespace rasctl
