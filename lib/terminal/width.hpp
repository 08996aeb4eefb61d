// How many columns text takes, and fitting it into columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rasctl::terminal {

// The first grapheme cluster of a text (UAX 29): its bytes and its columns.
struct Cluster {
    std::size_t bytes = 0;
    int columns = 0;
};

// `text` must not be empty. A byte that is no UTF-8 is a cluster of one column.
Cluster first_cluster(std::string_view text);

// Columns of text without control characters and escape sequences: East Asian wide characters and emoji (also
// joined by ZWJ, with skin tones, flags, and text symbols made emoji by VS16) take two, combining marks none.
int display_width(std::string_view text);

// The text, cut so that it takes at most `columns`, the last of them an ellipsis when something was cut.
// Clusters are never split, so the result can be one column narrower.
std::string truncate_to_width(std::string_view text, int columns);

enum class Align { left, right };

// The text filled up with spaces; longer text stays as it is.
std::string pad(std::string_view text, int columns, Align align = Align::left);

// Breaks text at spaces into lines of at most `columns`; a longer word has a line of its own. Line ends in
// the text stay. Each line after the first starts with `indent` spaces, which count, as do the `before`
// columns that stand before the text on its first line already.
std::string wrap(std::string_view text, int columns, int indent = 0, int before = 0);
// The same, written behind what `out` holds.
void append_wrapped(std::string& out, std::string_view text, int columns, int indent = 0, int before = 0);

}  // namespace rasctl::terminal
