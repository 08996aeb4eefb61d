// Text that came from the other side, made fit for an error line or a trace.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::http {

// Everything but visible ASCII and the space becomes \xNN, so that no control sequence, line end or bidi override of
// the server's reaches a terminal. Longer than `limit` bytes is cut and ends in "...".
std::string shown_text(std::string_view text, std::size_t limit = 300);

}  // namespace rasctl::http
