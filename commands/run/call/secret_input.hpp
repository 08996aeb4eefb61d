// Where the value of a secret field comes from: never the command line itself.
#pragma once

#include <string>
#include <string_view>

#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// `@FILE` reads a file, `@-` stdin, `env:NAME` an environment variable, "" or "-" asks on the terminal
// without showing what is typed. Anything else is refused without repeating it. One line end at the end is
// dropped.
Result<std::string> read_secret(Context& context, std::string_view option, const std::string& text);

}  // namespace rasctl::commands
