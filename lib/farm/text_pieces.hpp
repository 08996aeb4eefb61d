// The pieces that a typed text is made of: whole numbers, and the elements of a list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rasctl::farm {

// A whole number with nothing beside it, a "+" before it excepted.
std::optional<std::int64_t> whole_number(std::string_view text);

// "a,b" as its elements; "\," is a comma that belongs to one.
std::vector<std::string> split_at_commas(std::string_view text);

// An element as it stands in such a list.
std::string with_escaped_commas(std::string_view element);

// The longest part of a pattern with * and ? that is no wildcard: "rdsh0" of "rdsh0*".
std::string longest_literal(std::string_view pattern);

}  // namespace rasctl::farm
