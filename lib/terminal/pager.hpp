// Showing long text one screen at a time.
#pragma once

#include <string_view>

#include "terminal/environment.hpp"

namespace rasctl::terminal {

// Whether the text takes more than `rows` lines on a terminal of `columns`. Escape sequences count as text,
// so it is a guess on the long side.
bool is_longer_than(std::string_view text, int rows, int columns);

// Shows the text on the terminal with RASCTL_PAGER, PAGER or less (with LESS=FRX unless LESS is set: colours
// pass, a text that fits the screen is just printed) and waits until the person has left it, which may be
// early. False when nothing was shown and the text is to be written plainly: the pager is missing, broken,
// "cat" or empty, or the terminal is dumb and no pager is named.
bool show_in_pager(std::string_view text, const Environment& environment);

}  // namespace rasctl::terminal
