// Reading members of stored rows, which may be absent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/value.hpp"

namespace rasctl::simulator {

// 0 where there is no such number.
inline std::int64_t number_in(const json::Object& row, std::string_view name) {
    const json::Value* value = row.find_ignoring_case(name);
    return value ? value->to_int64().value_or(0) : 0;
}

// Empty where there is no such text.
inline std::string text_in(const json::Object& row, std::string_view name) {
    const json::Value* value = row.find_ignoring_case(name);
    return value ? value->scalar_text() : std::string{};
}

inline bool flag_in(const json::Object& row, std::string_view name) {
    const json::Value* value = row.find_ignoring_case(name);
    return value && value->is_bool() && value->as_bool();
}

}  // namespace rasctl::simulator
