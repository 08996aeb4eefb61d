// --add-NAME and --remove-NAME: changes to a list that its request can only replace as a whole.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/line/option.hpp"

namespace rasctl::commands {

// The `get` that shows what the command changes; nothing where the catalogue has none.
std::optional<catalog::Command> reading_of(const catalog::Command& command);

// The flags of an operation that changes an object (`update`) whose list `get` shows as well, so that it can
// be changed by reading and sending it: lists of texts, numbers and references.
std::vector<catalog::Flag> changeable_lists(const catalog::Operation& operation);

std::string adding_option(const catalog::Flag& list);
std::string removing_option(const catalog::Flag& list);

// The two options of each such list, made after the list's own option.
void add_list_options(const catalog::Command& command, Usage& usage);

}  // namespace rasctl::commands
