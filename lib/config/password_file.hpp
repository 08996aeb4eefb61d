// A password that lies in a file of its own, as container platforms hand them out.
#pragma once

#include <string>

#include "error/error.hpp"
#include "terminal/secret.hpp"

namespace rasctl::config {

// The file's one line, without a byte order mark. Usage failures: what is no regular file or cannot be read,
// a file that others can read or change, nothing in it, a second line, binary data.
Result<terminal::Secret> read_password_file(const std::string& file);

}  // namespace rasctl::config
