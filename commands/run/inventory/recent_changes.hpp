// What may wait for 'settings apply', as far as lists tell.
#pragma once

#include "commands/run/inventory/farm_reading.hpp"
#include "inventory/model.hpp"

namespace rasctl::commands {

// Servers whose agents wait for the settings, and objects that somebody has changed within the last day.
inventory::Chapter recent_changes(const FarmReading& reading);

}  // namespace rasctl::commands
