// Lists that can be asked for one site, and the flag that asks them for every site.
#pragma once

#include <optional>
#include <string>

#include "catalog/catalog.hpp"
#include "commands/line/command_line.hpp"

namespace rasctl::commands {

inline constexpr const char* all_sites_option = "all-sites";

// The query parameter, by its name on the wire, that asks the list for one site; nothing where the operation
// answers no list of the farm's or takes no site.
std::optional<std::string> site_query(const catalog::Operation& operation);

// Adds --all-sites to a command that has such a list.
void add_site_options(const catalog::Command& command, Usage& usage);

}  // namespace rasctl::commands
