// The rows of the API's answers.
#pragma once

#include "catalog/catalog.hpp"
#include "json/value.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// The rows of an answer that lists a kind; ranges of addresses come as "10.1.0.1-10.1.0.9".
json::Array rows_of(json::Value answer);

// Whether the row, which the operation shows, is one of the kind, where several share a list.
bool is_of_kind(const Kind& kind, const catalog::Operation& shows, const json::Value& row);

// What tells the row of a list from others in paths: its ID, or, where the list has none, its name.
std::string id_in(const Kind& kind, const json::Value& row);

}  // namespace rasctl::state
