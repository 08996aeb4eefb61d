// "hosts -o json", "sessions --user ben": a noun and options, but no verb.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// The words with the verb that shows what the noun is of before the first option: its list, or the only one
// that there is. Nothing where a verb was said, or help was asked for.
std::optional<std::vector<std::string>> list_with_options(const catalog::Catalog& catalog,
                                                          const std::vector<std::string>& words);

}  // namespace rasctl::commands
