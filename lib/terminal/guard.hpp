// The last gate before a terminal: whatever a command writes, and whoever wrote the text first, nothing that
// a terminal would obey passes but our own colours and links.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::terminal {

// The escape sequences that may pass.
struct Guard {
    bool colour = false;  // ESC [ ... m
    bool links = false;   // ESC ] 8 ; ; ... ESC \ (nothing else than this)
};

// The text with all else made visible, as sanitize() does; line ends and tabs stay.
std::string guarded(std::string_view text, const Guard& guard);

// The bytes at the end of the text that begin a character or a sequence which the next piece may end.
std::size_t unfinished_size(std::string_view text);

}  // namespace rasctl::terminal
