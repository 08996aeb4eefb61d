// The charts of the document: hosts by state, sessions over hosts, certificates over time.
#pragma once

#include "commands/run/farm/farm_status.hpp"
#include "commands/run/inventory/farm_reading.hpp"
#include "inventory/model.hpp"

namespace rasctl::commands {

inventory::Chart states_chart(const FarmStatus& status);
inventory::Chart sessions_chart(const FarmReading& reading);
inventory::Chart certificates_chart(const FarmReading& reading);

}  // namespace rasctl::commands
