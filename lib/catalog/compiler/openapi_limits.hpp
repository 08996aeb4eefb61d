// What a schema allows of a simple value: format, range, length, pattern, words.
#pragma once

#include "catalog/compiler/model.hpp"
#include "json/flat.hpp"

namespace rasctl::catalog::compiler {

// The format of the schema; `none` for one that rasctl need not know.
Format format_of(const json::Node& schema);

// Puts the limits that the schema states into the field; what it does not state stays as it is.
void read_limits(const json::Node& schema, FieldModel& field);

// Likewise how many elements a list has.
void read_list_limits(const json::Node& schema, FieldModel& field);

// Likewise its enum of texts, or its only text, as a pattern that allows these and nothing else.
void read_words(const json::Node& schema, FieldModel& field);

}  // namespace rasctl::catalog::compiler
