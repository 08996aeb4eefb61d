// A worked example of one flag: a whole command line that can be copied.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// The command with words for its targets, the flag, and what else it requires: "rasctl gateway update GATEWAY
// --allowed-domains-for-cors one.example,two.example". Nothing where no value is certain to be taken.
std::optional<std::string> example_of_flag(const catalog::Command& command, std::string_view flag);

}  // namespace rasctl::commands
