// How a target is called in usage lines and errors.
#pragma once

#include <string>

#include "catalog/catalog.hpp"

namespace rasctl::farm {

// The word for the operation's path parameter at `position`: "GATEWAY", "PROVIDER", "MESSAGE".
std::string placeholder_of(const catalog::Operation& operation, std::size_t position);

}  // namespace rasctl::farm
