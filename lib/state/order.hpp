// In which order changes can be made: what is referred to before what refers to it.
#pragma once

#include <vector>

#include "error/error.hpp"
#include "state/difference.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// Whether objects of the kind are what a field with this x-refers holds the ID of.
bool fills(const Kind& kind, std::string_view refers, int version);

// The changes, ordered. Objects that need each other before either is there are a failure (usage) that names
// them.
Result<std::vector<Change>> in_order(const Kinds& kinds, std::vector<Change> changes, int version);

}  // namespace rasctl::state
