// Text that came from the other side, made fit for an error line or a trace.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::http {

// Without anything that a terminal obeys (terminal::sanitize). Longer than `limit` bytes is cut and ends in
// "...".
std::string shown_text(std::string_view text, std::size_t limit = 300);

}  // namespace rasctl::http
