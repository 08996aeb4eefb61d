// One value as the text of one cell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "catalog/state_meaning.hpp"
#include "json/value.hpp"
#include "output/looked_up.hpp"
#include "output/measure.hpp"
#include "terminal/colour.hpp"

namespace rasctl::output {

// What a cell shows beyond the value itself.
struct CellStyle {
    const LookedUp* looked_up = nullptr;
    bool with_ids = false;  // the ID beside the name that stands for it
    Times times = Times::as_sent;
};

// What decides how the values of a field are shown: worked out once for the rows of a list.
struct FieldFacts {
    FieldFacts() = default;
    explicit FieldFacts(const std::optional<catalog::Field>& field);

    std::optional<catalog::Schema> enumeration{};
    std::string_view reference{};  // the kind of object it refers to, empty for none
    std::optional<catalog::Unit> unit{};
    bool is_moment = false;
    bool ends_something = false;  // a certificate, a licence: how long it lasts is what one wants to know
    bool is_colour = false;
};

// For people: enum names instead of numbers, yes and no, lists with commas, objects by their name or as
// compact JSON. Null (and a null pointer, for a missing field) is empty. The text is not yet safe for a
// terminal.
std::string shown_text(const json::Value* value, const std::optional<catalog::Field>& field,
                       const CellStyle& style = {});
std::string shown_text(const json::Value* value, const FieldFacts& field, const CellStyle& style = {});

// The name that stands for the ID of a reference, with the ID itself where the style wants both; the ID where
// the name is not known, and nothing for a reference to none.
std::string shown_reference(std::string_view id, std::string_view kind, const CellStyle& style);

// For programs: strings as they are, numbers with their text, true and false, lists and objects as compact
// JSON, nothing for null. Appended, so that a long table makes no string a cell.
void append_plain_text(std::string& out, const json::Value* value);

// The same of a value as it stands in JSON text that is known to be right, empty for a missing one; `room`
// holds what does not stand there. Nothing for null.
std::optional<std::string_view> plain_text_of(std::string_view json, std::string& room);

using catalog::Meaning;

// What a state means to an administrator, by the text that it is shown as.
Meaning meaning_of(std::string_view shown, const std::optional<catalog::Field>& field);
Meaning meaning_of(std::string_view shown, const FieldFacts& field);

// The text in the colour of its meaning.
std::string coloured(const terminal::Palette& palette, std::string_view text, Meaning meaning);

// Whether a field holds a state that is worth a colour.
bool is_state_field(std::string_view path);

}  // namespace rasctl::output
