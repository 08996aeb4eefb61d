// Fitting a text into the width of a column.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rasctl::output {

// Columns that the text takes on a terminal. ASCII, which nearly all cells are, is counted fast.
int text_width(std::string_view text);

// Columns of the longest piece of the text that break_lines() keeps whole where it can.
int widest_piece(std::string_view text);

// The text with everything that a terminal would obey shown as escapes.
std::string safe_text(std::string text);

// Breaks the text into lines of at most `width` columns: at blanks and behind hyphens, commas, slashes and
// dots where there are any, else between characters. At most `most_lines` (0: any number); what is left over
// then ends the last line in an ellipsis. An empty text is one empty line.
std::vector<std::string> break_lines(std::string_view text, int width, std::size_t most_lines = 0);

}  // namespace rasctl::output
