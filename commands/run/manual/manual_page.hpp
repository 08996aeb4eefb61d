// The manual page of a noun or a command, written from the catalogue as mdoc(7).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::commands {

// The words at the top of the command tree that have a generated page, that is all without a hand-written
// one.
std::vector<std::string> manual_topics(const catalog::Catalog& catalog);

// The page rasctl-TOPIC(1): every command below the word with its targets, flags and examples. `date` is what
// the page says it is of ("November 23, 2026").
std::string manual_page(const catalog::Catalog& catalog, std::string_view topic, std::string_view date);

}  // namespace rasctl::commands
