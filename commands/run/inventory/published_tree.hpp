// What a farm publishes, folder by folder, and who reaches it.
#pragma once

#include <vector>

#include "commands/run/inventory/farm_reading.hpp"
#include "inventory/model.hpp"

namespace rasctl::commands {

std::vector<inventory::Item> published_tree(const FarmReading& reading);

}  // namespace rasctl::commands
