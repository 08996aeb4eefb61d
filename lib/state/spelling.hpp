// Documents as the farm spells what they say: names in its letter case, choices by name, lists in its order.
#pragma once

#include <vector>

#include "state/document.hpp"
#include "state/snapshot.hpp"

namespace rasctl::state {

// Names of objects and sites that the farm has in another letter case, and the only site where none is said.
void take_names(const Snapshot& snapshot, const Kinds& kinds, std::vector<Document>& documents);

// Values of a spec that is right: references, choices and numbers as an export has them.
void take_values(const Snapshot& snapshot, const Kind& kind, Document& document);

}  // namespace rasctl::state
