// Members of a row as a server answers it, whatever case it writes their names in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "json/value.hpp"

namespace rasctl::farm {

// Null when the row is no object or has no such member.
inline const json::Value* member_of(const json::Value& row, std::string_view name) {
    return row.is_object() ? row.as_object().find_ignoring_case(name) : nullptr;
}

// A scalar's text; empty without one.
inline std::string text_of(const json::Value& row, std::string_view name) {
    const json::Value* value = member_of(row, name);
    return value ? value->scalar_text() : std::string{};
}

// Nothing when the member is missing or no whole number of 64 bits.
inline std::optional<std::int64_t> number_of(const json::Value& row, std::string_view name) {
    const json::Value* value = member_of(row, name);
    return value ? value->to_int64() : std::nullopt;
}

}  // namespace rasctl::farm
