// Reading what the user names: a file, or stdin for "-".
#pragma once

#include <string>

#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// The whole content, 64 MiB at most, byte for byte. A file that is missing, cannot be read, is a directory or
// is too large is a usage failure that says so.
Result<std::string> read_bytes(const std::string& path);

// Likewise as text, without the byte order mark that some editors put before it; "-" is stdin.
Result<std::string> read_text_file(Context& context, const std::string& path);

}  // namespace rasctl::commands
