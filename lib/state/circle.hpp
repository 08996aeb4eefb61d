// Objects that would lie in themselves.
#pragma once

#include <string>
#include <vector>

#include "state/check.hpp"

namespace rasctl::state {

// A problem for each document that puts its object, by way of others, into itself: a folder into one of its
// own. What no document says is as it is in the farm.
std::vector<std::string> check_circles(const CheckedFarm& farm, const std::vector<Document>& documents);

}  // namespace rasctl::state
