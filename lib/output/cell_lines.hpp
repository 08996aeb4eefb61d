// Fitting a text into the width of a column.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rasctl::output {

// Columns that the text takes on a terminal. ASCII, which nearly all cells are, is counted fast.
int text_width(std::string_view text);

// Columns of the longest word of the text: break_lines() keeps it whole in lines of that width. In scripts
// that are written without blanks each character is a word.
int widest_word(std::string_view text);

// The least columns in which the text, a header, takes two lines at most.
int width_in_two_lines(std::string_view text);

// The text with everything that a terminal would obey shown as escapes.
std::string safe_text(std::string text);

// Breaks the text into lines of at most `width` columns: between words, and a word that is longer than a line
// behind hyphens, commas, slashes and dots where there are any, else between characters. At most `most_lines`
// (0: any number); an ellipsis ends the last line where more is left over. An empty text is one empty line.
std::vector<std::string> break_lines(std::string_view text, int width, std::size_t most_lines = 0);

}  // namespace rasctl::output
