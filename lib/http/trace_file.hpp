// The file of --trace-file.
#pragma once

#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::http {

// A descriptor that appends. The file is made for the user alone; one that others can read, or that is a
// symbolic link, is refused: what would be written there is nobody else's business.
Result<int> open_trace_file(const std::string& path);

// One whole line by one write, so that the lines of several processes do not mix. Why it could not be written
// ("no space left on device"), empty when it was.
std::string append_line(int file, std::string line);

}  // namespace rasctl::http
