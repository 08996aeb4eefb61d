// Secrets in what is shown of changes.
#pragma once

#include <vector>

#include "state/difference.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// The changes as they may be shown: "***" where a document says a secret. What only names one, as
// "${NAME}", stays.
std::vector<Change> without_secrets(const Kinds& kinds, std::vector<Change> changes);

}  // namespace rasctl::state
