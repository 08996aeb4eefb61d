// When two words are the same one, spelled another way: letter case, dashes, blanks, British spelling,
// plural.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::commands {

// The letters that tell words apart: "RDS-Host" and "rdsHost" are "rdshost".
std::string bare_letters(std::string_view word);

// The same without the ending of a plural: "policies" is "policy".
std::string bare_singular(std::string_view word);

// Whether two words differ in nothing but spelling.
bool same_word(std::string_view a, std::string_view b);

}  // namespace rasctl::commands
