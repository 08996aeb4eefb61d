// Text in a page: names that come from others are shown as they are and obeyed never.
#pragma once

#include <string>
#include <string_view>

#include "inventory/model.hpp"

namespace rasctl::inventory {

// Text for HTML, between tags and within quoted attributes. What a reader would not see, or would read other
// than it is (control characters, marks of direction, bytes that are no UTF-8), is shown as a visible escape.
std::string escaped(std::string_view text);

// A name; words for it where it is blank, for what has no name is there all the same.
std::string name_markup(std::string_view name);

// A state in its colour, with a sign for those who see none; plain text where it means nothing.
std::string state_markup(std::string_view text, Meaning meaning);

// An anchor made of a key: letters, digits and hyphens.
std::string anchor_of(std::string_view key);

}  // namespace rasctl::inventory
