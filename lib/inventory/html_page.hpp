// One self-contained page: no file and no network besides it.
#pragma once

#include <string>

#include "inventory/model.hpp"

namespace rasctl::inventory {

// The whole page. Its security policy allows nothing but its own style and script, so that what a farm's
// names hold is text whatever a browser makes of it.
std::string html_page(const Document& document);

}  // namespace rasctl::inventory
