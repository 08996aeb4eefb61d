// The ways to write one account: "ben.jones", "ben.jones@company.dom", "COMPANY\ben.jones".
#pragma once

#include <string_view>

namespace rasctl::farm {

// Whether `said` is a way to write the account that the farm calls `known`. A name without a domain means the
// account of any domain; "COMPANY" is the domain "company.dom" and every other that begins with that label.
bool same_account(std::string_view known, std::string_view said);

}  // namespace rasctl::farm
