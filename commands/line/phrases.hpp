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

// Whether the word joins what stands behind it to a list of this usage: "on rdsh01" is --server rdsh01.
bool joins(const Usage& usage, std::string_view word);

// Makes operands of a command that takes none the values of the flags that they can only belong to.
void take_operands(const CommandPath& path, const Usage& usage, ReadWords& given);

}  // namespace rasctl::commands
