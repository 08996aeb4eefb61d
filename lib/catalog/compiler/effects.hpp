// What commands do to a farm and its users, by what the tree says of their verbs and nouns.
#pragma once

#include <string>
#include <string_view>

#include "catalog/compiler/commands.hpp"

namespace rasctl::catalog::compiler {

// `destructive` and `disturbing` name verbs, or single commands whose verb is harmless elsewhere.
Effect effect_of(const Tree& tree, const std::string& name, const std::string& verb, std::string_view method);

// What replaces a list of members is safe only as `add` and `remove`, which read before and after: gives
// every such operation these two commands, unless the API has them.
void add_member_commands(const Description& description, CommandTree& commands);

// Tells fields which switch of their schema leaves them without effect. Strict: the tree names only what is
// there, and every switch of that kind.
Result<> mark_inheritance(const Tree& tree, Description& description, bool strict);

// Marks of the tree that mean no command, or one that cannot be as it is said.
Result<> check_marks(const Tree& tree, const Description& description, const CommandTree& commands);

}  // namespace rasctl::catalog::compiler
