// The ways to write one host: "rdsh01.company.dom", "rdsh01".
#pragma once

#include <string_view>

namespace rasctl::farm {

// Whether `said` is a way to write the host that the farm calls `known`: a name without dots means the host
// of any domain.
bool same_host(std::string_view known, std::string_view said);

}  // namespace rasctl::farm
