// Which known word a mistyped one was meant to be.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/ascii.hpp"

namespace rasctl {

// Edits that turn one text into the other without regard to ASCII letter case: insert, delete or replace a
// character, swap two neighbours (optimal string alignment). Stops counting over `limit` and answers limit +
// 1 then.
inline std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > limit) return limit + 1;
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> two_before(width);
    std::vector<std::size_t> before(width);
    std::vector<std::size_t> row(width);
    for (std::size_t j = 0; j < width; ++j) before[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j < width; ++j) {
            const bool same = to_lower(a[i - 1]) == to_lower(b[j - 1]);
            row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (same ? 0U : 1U)});
            const bool swapped = i > 1 && j > 1 && to_lower(a[i - 1]) == to_lower(b[j - 2]) &&
                                 to_lower(a[i - 2]) == to_lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], two_before[j - 2] + 1);
        }
        if (*std::ranges::min_element(row) > limit) return limit + 1;
        std::swap(two_before, before);
        std::swap(before, row);
    }
    return std::min(before[b.size()], limit + 1);
}

// The candidates that the word may have been meant as, best first, at most `most` of them: those at most a
// third of its letters (one at least) away, and those it is the beginning of. Candidates convert to
// string_view.
template <class Candidates>
std::vector<std::string> nearest_words(std::string_view word, const Candidates& candidates,
                                       std::size_t most = 3) {
    struct Found {
        std::size_t distance;
        std::string word;
    };
    const std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
    std::vector<Found> found;
    for (const auto& candidate : candidates) {
        const std::string_view text(candidate);
        const bool begins = word.size() >= 2 && text.size() > word.size() &&
                            edit_distance(word, text.substr(0, word.size()), 0) == 0;
        const std::size_t distance = begins ? 1 : edit_distance(word, text, limit);
        const bool known = std::ranges::any_of(found, [&](const Found& one) { return one.word == text; });
        if (distance <= limit && distance < std::max<std::size_t>(word.size(), 2) && !known) {
            found.push_back({distance, std::string(text)});
        }
    }
    std::ranges::stable_sort(found, {}, &Found::distance);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) words.push_back(std::move(found[i].word));
    return words;
}

// The best of them, or nothing.
template <class Candidates>
std::optional<std::string> nearest(std::string_view word, const Candidates& candidates) {
    auto words = nearest_words(word, candidates, 1);
    if (words.empty()) return std::nullopt;
    return std::move(words.front());
}

}  // namespace rasctl
