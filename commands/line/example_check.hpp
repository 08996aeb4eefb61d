// Whether an example in the help is a command line that rasctl accepts. The build asks this of every example.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// What is wrong with an example of the command; nothing when it is right. Judged are the words, the flags,
// the number of targets, the values by their type, and what is required; no farm is asked and no file opened.
std::optional<std::string> why_wrong(const catalog::Catalog& catalog, std::string_view command,
                                     std::string_view example);

// The wrong examples of the catalogue's commands and of the hand-written ones, each with its reason.
std::vector<std::string> wrong_examples(const catalog::Catalog& catalog);

}  // namespace rasctl::commands
