// From what was read of a farm to the document about it.
#pragma once

#include <string>

#include "commands/run/inventory/farm_reading.hpp"
#include "inventory/model.hpp"

namespace rasctl::commands {

// `read_at` is shown as the time of the reading; empty where the document shall not say.
inventory::Document inventory_document(const FarmReading& reading, const std::string& read_at);

}  // namespace rasctl::commands
