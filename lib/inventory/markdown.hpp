// The document as Markdown that a wiki takes: GitHub's tables, nothing of HTML.
#pragma once

#include <string>

#include "inventory/model.hpp"

namespace rasctl::inventory {

std::string markdown(const Document& document);

// Text within a line or a cell: what Markdown, or the HTML within it, would take for its own is escaped, and
// what a reader would not see is shown.
std::string markdown_text(std::string_view text);

}  // namespace rasctl::inventory
