// One value against one type: the rules that bodies and queries share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::simulator {

// What is wrong with a value, in words that follow its field's name; empty when nothing is.
using Complaint = std::string;

// A whole number of that format, also one written as a string ("1").
Complaint read_integer(const json::Value& value, catalog::Format format, json::Value& out);
// An enumeration's value: a number, its text ("Disabled"), or both ("0 = Disabled"); of flags also a list of
// names.
Complaint read_enumeration(const json::Value& value, const std::optional<catalog::Schema>& schema,
                           json::Value& out);
// Whether the text is one that the pattern allows. A pattern that cannot be read refuses nothing, nor does
// one that would take long, or that speaks of more than ASCII.
bool matches_pattern(const std::string& pattern, const std::string& text);
// Length, pattern and range of the field.
Complaint check_limits(catalog::Field field, const json::Value& value);
// ISO 8601; `out` gets it as RFC 3339 writes it: midnight and UTC where the text says nothing else.
Complaint read_date_time(std::string_view text, json::Value& out);
Complaint check_date(std::string_view text);

// Number of characters of UTF-8 text.
std::size_t character_count(std::string_view text);

// Whether a value is what a filter asks for: texts without regard to letter case, numbers by value.
bool same_value(const json::Value& value, const json::Value& wanted);

}  // namespace rasctl::simulator
