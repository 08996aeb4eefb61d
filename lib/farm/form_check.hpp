// Objects that have one of several forms ("oneOf", "anyOf"): whether one has all that a form of it needs.
#pragma once

#include <optional>
#include <string>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::farm {

// What is missing so that the object has one of the schema's forms: "lives: is required where petType is
// cat", "needs one of: a; b and c". Nothing where it has one, and where the schema has no forms.
std::optional<std::string> missing_for_form(const catalog::Schema& schema, const json::Object& object);

}  // namespace rasctl::farm
