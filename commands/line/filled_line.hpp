// A command that is known to do what was meant, with the name that was said.
#pragma once

#include <span>
#include <string>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// "rds pool member list" for "hosts of pool Office" is "rds pool member list Office", and "session list
// --host HOST" for "sessions rdsh01" is "session list --host rdsh01". As it is where no name was said, or
// none is wanted.
std::string filled_line(const catalog::Catalog& catalog, const std::string& line,
                        std::span<const std::string> said);

}  // namespace rasctl::commands
