// Which of several objects a person means by a name: the same spellings for every command that takes one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rasctl::farm {

// The places of the names that `said` means, by the strictest reading that finds any: the very text, the same
// but for how its accents are composed, the same but for letter case, and the first label of a host's name
// ("rdsh01" for rdsh01.company.dom). Several places: it is ambiguous.
std::vector<std::size_t> places_called(const std::vector<std::string>& names, const std::string& said);

}  // namespace rasctl::farm
