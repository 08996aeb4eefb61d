// A worked example of one flag: a whole command line that can be copied.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// An example of the help that has the flag; else the command with targets that such examples name, the flag,
// and what else it requires: "rasctl gateway update gw1.company.dom --allowed-domains-for-cors ONE,TWO".
// Nothing where no value is certain to be taken.
std::optional<std::string> example_of_flag(const catalog::Command& command, std::string_view flag);

}  // namespace rasctl::commands
