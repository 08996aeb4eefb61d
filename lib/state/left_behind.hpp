// What the farm's names are once changes have deleted some of its objects.
#pragma once

#include <vector>

#include "state/difference.hpp"
#include "state/snapshot.hpp"

namespace rasctl::state {

// The names of the snapshot without those of what the changes delete, so that documents can be checked for
// naming it.
Names names_left(const Kinds& kinds, const Snapshot& snapshot, const std::vector<Change>& changes,
                 int version);

}  // namespace rasctl::state
