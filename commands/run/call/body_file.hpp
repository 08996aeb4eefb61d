// The body of a request from a file that the user names.
#pragma once

#include <string>

#include "commands/run/context.hpp"
#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

// JSON or YAML from the file, or from stdin for "-". What cannot be read or is neither, and a member that is
// there twice - servers differ in which one counts -, are usage failures that name the file.
Result<json::Value> read_body_file(Context& context, const std::string& path);

}  // namespace rasctl::commands
