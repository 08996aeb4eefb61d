// Parts of objects: kinds that are of another one, put into it.
#pragma once

#include <vector>

#include "state/kind.hpp"

namespace rasctl::state {

// The kinds that are documents of their own, in the order of their names, each with its parts. What is a part
// of nothing goes to those that are left out.
std::vector<Kind> nest(std::vector<Kind> flat, std::vector<LeftOut>& left_out);

}  // namespace rasctl::state
