// How a target is called in usage lines and errors.
#pragma once

#include <string>

#include "catalog/catalog.hpp"

namespace rasctl::farm {

// The word for a path parameter of the command: "GATEWAY", "PROVIDER", "MESSAGE".
std::string placeholder_of(const catalog::Field& parameter, const catalog::Command& command);

}  // namespace rasctl::farm
