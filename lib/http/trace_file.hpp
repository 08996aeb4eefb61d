// The file of --trace-file.
#pragma once

#include <string>
#include <string_view>

#include "error/error.hpp"
#include "system/named_file.hpp"

namespace rasctl::http {

// A file to append to. It is made for the user alone; one that others can read, or that is another user's, is
// refused: what would be written there is nobody else's business.
Result<system::NamedFile> open_trace_file(const std::string& path);

// One whole line by one write, so that the lines of several processes do not mix. Why it could not be written
// ("no space left on device"), empty when it was.
std::string append_line(system::NamedFile& file, std::string line);

}  // namespace rasctl::http
