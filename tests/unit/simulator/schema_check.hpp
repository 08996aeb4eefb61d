// Checks answers against the catalogue, independently of the code that shapes them.
#pragma once

#include <optional>
#include <string>

#include "catalog/catalog.hpp"
#include "json/value.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// The first place where the body does not fit what the operation answers ("[3].state: 12 is no
// SessionState"); empty when all fits.
std::string misfit(catalog::Operation operation, const json::Value& body);

// The operation's path with ids of rows that are in the farm; nothing where the farm has no such row.
std::optional<std::string> target_of(const Farm& farm, catalog::Operation operation);

}  // namespace rasctl::simulator
