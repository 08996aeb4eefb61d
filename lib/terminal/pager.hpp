// Showing long text one screen at a time.
#pragma once

#include <string_view>

#include "terminal/environment.hpp"
#include "terminal/streams.hpp"

namespace rasctl::terminal {

// Shows the text with RASCTL_PAGER, PAGER or less (with LESS=FRX unless LESS is set: colours pass, a text
// that fits the screen is just printed) when stdout is a terminal and `allowed` (no --no-pager). Otherwise,
// and when the pager is missing, broken, "cat" or empty, the text is written to stdout. Leaving the pager
// early is no failure.
Result<> page(Streams& streams, std::string_view text, const Environment& environment, bool allowed = true);

}  // namespace rasctl::terminal
