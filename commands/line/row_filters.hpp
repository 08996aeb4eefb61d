// Filters of lists that the server does not have: the rows tell. Each is a condition of --where with a name
// of its own.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/line/option.hpp"
#include "commands/line/word_reader.hpp"

namespace rasctl::commands {

// Adds --state, --idle-longer-than, --expires-within and their like to a list whose rows have the field.
void add_row_filters(const catalog::Command& command, Usage& usage);

// Turns those that were given into conditions; a value that is none is the words' problem. `usage` is the one
// with the options that every command has.
void take_row_filters(const catalog::Command& command, const Usage& usage, ReadWords& given);

}  // namespace rasctl::commands
