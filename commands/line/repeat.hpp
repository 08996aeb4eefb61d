// A command line written anew with other targets, to be copied and run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands/line/command_line.hpp"
#include "commands/line/option.hpp"

namespace rasctl::commands {

// "rasctl NAME TARGETS OPTIONS": every option that was given, but for those that choose targets.
std::string repeated(const Usage& usage, const Arguments& arguments, const std::vector<std::string>& targets);

}  // namespace rasctl::commands
