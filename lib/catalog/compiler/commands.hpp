// Operations gathered into commands, commands into nouns, each with what the tree and the schemas say of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "catalog/compiler/tree.hpp"
#include "error/error.hpp"

namespace rasctl::catalog::compiler {

struct CommandModel {
    std::string noun, verb, summary;
    std::vector<std::size_t> operations;  // newest first, then fewest path parameters first
    std::vector<std::string> examples, columns;
    Effect effect = Effect::read;
    bool serves = false, changes_members = false;
};

struct NounModel {
    std::string summary, identity, refers, told_by;
    std::vector<std::string> columns, aliases, told;
    bool own_list = false;
};

struct CommandTree {
    std::map<std::string, CommandModel> commands;  // by full name
    std::map<std::string, NounModel> nouns;        // by full name; parents are there too
};

// Fails when an operation would belong to two commands of different acts or to none, a noun or verb lacks a
// summary, or a curated noun, verb, column or identity field does not exist. Examples are checked when there
// is a command line to parse them (commands/line/example_check.hpp).
Result<CommandTree> gather_commands(const Tree& tree, const Description& description, bool strict);

}  // namespace rasctl::catalog::compiler
