// Enumerations as a person types them: names, numbers, and several of them where flags are combined.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::farm {

// The number that goes over the wire; null, and a problem, where the text is none of the values.
json::Value parse_enum(const catalog::Schema& schema, std::string_view text,
                       std::vector<std::string>& problems);

// The words a person may type for the enumeration, for messages and help: "normal, forwarding".
std::string enum_words(const catalog::Schema& schema);

}  // namespace rasctl::farm
