// A whole line of PowerShell as one of ours: its parameters become targets and flags.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// The likeliest of the commands with what `words`, those behind the cmdlet, say of it: "rds host update
// rdsh01
// --no-enabled" for "-Server rdsh01 -Enabled $false". What has no equal is left out; where nothing is
// understood, or the line would not be accepted, the command alone.
std::string cmdlet_line(const catalog::Catalog& catalog, const std::vector<std::string>& commands,
                        std::span<const std::string> words);

}  // namespace rasctl::commands
