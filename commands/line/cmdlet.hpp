// What the cmdlets of the vendor's PowerShell module are called here, by rule: New-RASRDSHost is `rds host
// create`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

struct CmdletMeaning {
    std::vector<std::string> commands{};  // the likeliest first
    std::string without{};                // why there are none
};

// Nothing when the word is not called as cmdlets are.
std::optional<CmdletMeaning> meaning_of_cmdlet(const catalog::Catalog& catalog, std::string_view word);

}  // namespace rasctl::commands
