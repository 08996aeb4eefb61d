// What runs in the process of a jq filter.
#pragma once

#include <string>
#include <vector>

#include "output/jq_library.hpp"

namespace rasctl::output {

// Its exit code when memory ran out.
inline constexpr int jq_no_memory = 99;

// Called right after the fork: gives up all that a filter must not have, compiles it and serves one text
// after the other until the channel closes. `channel` is a socket, `errors` becomes stderr.
[[noreturn]] void serve_jq(const JqLibrary& library, const std::string& filter,
                           std::vector<std::string> environment, int channel, int errors);

}  // namespace rasctl::output
