// What people put between the words of a command, and words that stand where a flag is due: "list all
// gateways", "sessions on rdsh01", "agent update rdsh01".
#pragma once

#include <string>
#include <vector>

#include "commands/line/command_path.hpp"
#include "commands/line/option.hpp"
#include "commands/line/word_reader.hpp"

namespace rasctl::commands {

// The words without those before the first option that say nothing ("show me the gateways").
std::vector<std::string> without_fillers(const std::vector<std::string>& words);

// The flag of this usage that a preposition gives what stands behind it to: "on rdsh01" is --server rdsh01.
// Nothing where the word is none, or there is no such flag.
const Option* option_joined(const Usage& usage, std::string_view word);

// Makes options of the operands that say which rows of a list are meant: "idle", "on rdsh01", "site=Branch".
void take_row_words(const Usage& usage, ReadWords& given);

// Makes operands of a command that takes none the values of the flags that they can only belong to.
void take_operands(const CommandPath& path, const Usage& usage, ReadWords& given);

}  // namespace rasctl::commands
