// The words of a hand-written command that are no options.
#pragma once

#include <string>
#include <vector>

#include "commands/line/command_line.hpp"
#include "commands/line/option.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// They, when there are from `least` to `most` of them; else a usage failure that says which one is missing or
// too much.
Result<std::vector<std::string>> operands(const Usage& usage, const Arguments& arguments, std::size_t least,
                                          std::size_t most);

}  // namespace rasctl::commands
