// Secrets that somebody has to tell before changes are made.
#pragma once

#include <string>
#include <vector>

#include "state/difference.hpp"
#include "state/kind.hpp"

namespace rasctl::state {

// The name in "${NAME}".
std::string secret_name(const json::Value& placeholder);

// The names of those that what the changes create needs: objects, and entries in the lists of others.
std::vector<std::string> secrets_needed(const Kinds& kinds, const std::vector<Change>& changes);

}  // namespace rasctl::state
