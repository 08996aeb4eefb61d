// What is different from an earlier document: objects that came and went, and what somebody has set.
#pragma once

#include "error/error.hpp"
#include "inventory/model.hpp"

namespace rasctl::inventory {

// Refuses a value that is no such document; `named` says where it is from.
Result<> check_former(const json::Value& former, const std::string& named);

// The differences between a former document, as to_json() wrote it, and this one. States, which nobody sets,
// are not compared. What check_former()
// refuses is refused.
Result<Comparison> compare(const json::Value& former, const Document& document, const std::string& named);

}  // namespace rasctl::inventory
