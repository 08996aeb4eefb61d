// Finding the command among the words of a command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/line/registry.hpp"

namespace rasctl::commands {

// What the leading words named.
struct CommandPath {
    std::optional<catalog::Command> command{};  // of the API
    const HandWritten* hand_written = nullptr;  // of our own
    std::string noun{};                         // as far as the words went: "rds host"; empty at the top
    std::string unknown{};                      // the word that nobody knows; empty when there is none
    std::size_t unknown_at = 0;                 // which of the words that is
    std::size_t found_at = 0;                   // which word completed the command
    std::vector<std::string> rest{};        // options, wherever they stood, and all words behind the command
    std::size_t leading = 0;                // how many of `rest` stood before the command
    bool help = false;                      // --help or -h stood before the command, or there is none
    std::vector<std::string> words{};       // those that were walked: true ones for synonyms
    std::vector<std::string> candidates{};  // what the unknown word may mean, when that is not clear
    bool elsewhere = false;                 // the candidates are other commands: the words are not for them

    bool found() const { return command.has_value() || hand_written != nullptr; }
    // "gateway create", or the noun.
    std::string name() const;
};

// Walks the words: nouns and their aliases, then a verb. Options that every command has may stand anywhere.
CommandPath find_true_command(const catalog::Catalog& catalog, const std::vector<std::string>& words);

// The same for a line as the data has it: words between single blanks.
CommandPath find_command_of_line(const catalog::Catalog& catalog, std::string_view line);

// The same for words that people say instead of the true ones: other spellings, synonyms, the verb before the
// noun. `words` of the answer are the true ones then.
CommandPath find_command(const catalog::Catalog& catalog, const std::vector<std::string>& words);

// What a line means whose words are a command of ours and, behind it, a noun that has a verb of that name:
// "status gateways". Nothing where it means what it says.
std::optional<CommandPath> find_command_of_noun(const catalog::Catalog& catalog, const CommandPath& path);

// The same where words follow the noun that are no verb: only the noun itself may be said otherwise.
CommandPath find_noun(const catalog::Catalog& catalog, const std::vector<std::string>& words);

// Verbs and sub-nouns below a noun ("" is the top), for help, suggestions and completion. Its texts are those
// of the catalogue and of the hand-written commands.
struct Child {
    std::string_view word;
    std::string_view summary;
    bool is_noun = false;
    std::string_view group{};  // of hand-written commands
    catalog::Texts aliases{};
};
// Sorted by word; a sub-noun before the verb of the same word.
std::vector<Child> children_of(const catalog::Catalog& catalog, std::string_view noun);

}  // namespace rasctl::commands
