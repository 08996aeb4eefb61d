// --watch and --every, of every command that can look again.
#pragma once

#include <chrono>
#include <string_view>

#include "commands/line/option.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

inline constexpr std::string_view usual_interval = "5s";

// --watch and --every.
void add_watch_options(Usage& usage);
// The time of --every, or of another word that says it; a usage failure when it is none or less than 200ms.
Result<std::chrono::milliseconds> watch_interval(std::string_view text, std::string_view command);

}  // namespace rasctl::commands
