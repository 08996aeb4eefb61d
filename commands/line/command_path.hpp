// Finding the command among the words of a command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/registry.hpp"
#include "config/config_file.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// What the leading words named.
struct CommandPath {
    std::optional<catalog::Command> command{};  // of the API
    const HandWritten* hand_written = nullptr;  // of our own
    std::string noun{};                         // as far as the words went: "rds host"; empty at the top
    std::string unknown{};                      // the word that nobody knows; empty when there is none
    std::size_t unknown_at = 0;                 // which of the words that is
    std::vector<std::string> rest{};  // options, wherever they stood, and all words behind the command
    bool help = false;                // --help or -h was among them
};

// Walks the words: nouns and their aliases, then a verb ("ls", "rm" and "show" too). Global options may stand
// anywhere.
CommandPath find_command(const catalog::Catalog& catalog, const std::vector<std::string>& words);

// Verbs and sub-nouns below a noun ("" is the top), for help, suggestions and completion.
struct Child {
    std::string word;
    std::string summary;
    bool is_noun = false;
    std::string group{};  // of hand-written commands
    std::vector<std::string> aliases{};
};
std::vector<Child> children_of(const catalog::Catalog& catalog, std::string_view noun);

// "unknown command 'gatewy'" with the nearest word.
Error unknown_command(const catalog::Catalog& catalog, const CommandPath& path);

}  // namespace rasctl::commands
