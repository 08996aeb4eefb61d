// What the build put into the program besides the image.
#pragma once

#include <string_view>

namespace rasctl::catalog {

// The files of commands/tree as one JSON list of {"file", "content"}: what `catalog import` names commands
// by.
std::string_view built_in_tree();

}  // namespace rasctl::catalog
