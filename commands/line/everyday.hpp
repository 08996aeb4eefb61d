// What a line may mean that has a verb but no noun: "rm rdsh20", "status rdsh01", or a name alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// The lines by which the verb is done to what people work with every day (commands/tree/synonyms.json), the
// commonest first: "rds host delete rdsh20", "pub item delete rdsh20", ...
std::vector<std::string> everyday_lines(const catalog::Catalog& catalog, std::string_view verb,
                                        const std::vector<std::string>& operands);

// Whether the word can only be what something is called: "rdsh01", "ben.jones", "COMPANY\ben".
bool looks_like_name(std::string_view word);

}  // namespace rasctl::commands
