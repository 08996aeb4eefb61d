// English plurals and their singulars, as far as APIs use them.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::catalog::compiler {

// The singular of one lower-case word: "repositories" -> "repository". A word that is no plural, or the same
// in both numbers ("data", "series", "status"), comes back as it is.
std::string english_singular(std::string_view word);

}  // namespace rasctl::catalog::compiler
