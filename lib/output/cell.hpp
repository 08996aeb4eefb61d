// One value as the text of one cell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "json/value.hpp"
#include "terminal/colour.hpp"

namespace rasctl::output {

// For people: enum names instead of numbers, yes and no, lists with commas, objects by their name or as
// compact JSON. Null (and a null pointer, for a missing field) is empty. The text is not yet safe for a
// terminal.
std::string shown_text(const json::Value* value, const std::optional<catalog::Field>& field);

// For programs: strings as they are, numbers with their text, true and false, lists and objects as compact
// JSON, nothing for null. Appended, so that a long table makes no string a cell.
void append_plain_text(std::string& out, const json::Value* value);

enum class Meaning { none, good, bad, warning };

// What a state's name means to an administrator; none for names that are not known.
Meaning meaning_of_state(std::string_view name);

// The text in the colour of its meaning.
std::string coloured(const terminal::Palette& palette, std::string_view text, Meaning meaning);

// Whether a field holds a state that is worth a colour.
bool is_state_field(std::string_view path);

}  // namespace rasctl::output
