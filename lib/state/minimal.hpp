// Leaving out of a document what would be so without it.
#pragma once

#include "json/value.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// Drops fields that hold their default, in the object and its parts, lists that are empty, and what a switch
// of the object leaves without effect.
json::Object minimal_spec(const Kind& kind, const json::Object& spec);

}  // namespace rasctl::state
