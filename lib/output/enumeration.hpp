// Enumerations of the API: numbers on the wire, names for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::output {

// The enumeration that a field, or each element of it, is of.
std::optional<catalog::Schema> enumeration_of(const std::optional<catalog::Field>& field);

// The number behind a value: the number itself, or text of one of the forms "4", "4 = Name" and "Name".
std::optional<std::int64_t> enum_number(const json::Value& value, const catalog::Schema& enumeration);
std::optional<std::int64_t> enum_number(std::string_view text, const catalog::Schema& enumeration);

// The name of the value; the single names of a bit mask, separated by ", "; the number where it has no name.
std::string enum_text(const json::Value& value, const catalog::Schema& enumeration);

}  // namespace rasctl::output
