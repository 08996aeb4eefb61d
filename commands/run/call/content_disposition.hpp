// The name that a server gives a file.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::commands {

// The file name in a Content-Disposition header (RFC 6266), fit for a file of this machine: `filename*` comes
// before `filename`; folders, leading dots and dashes go, and what no terminal may obey is escaped. Empty
// when there is none to use.
std::string file_name_of(std::string_view content_disposition);

}  // namespace rasctl::commands
