// From the rows of a list to a table of the document.
#pragma once

#include "commands/run/inventory/farm_reading.hpp"
#include "commands/run/inventory/row_text.hpp"
#include "inventory/model.hpp"

namespace rasctl::commands {

// The objects of one noun: the columns that its list shows, their states where there are any, and what is
// set of them. In the order that the farm gives them ("order", "priority"), else by site and name.
inventory::Table object_table(const FarmReading& reading, const Answer& list, const ObjectNames& names);

// Settings of which there is one a site or a farm.
inventory::Table settings_table(const FarmReading& reading, const std::vector<const SiteSettings*>& settings,
                                const ObjectNames& names);

// "rds-host" of "rds host".
std::string table_key(std::string_view noun);

}  // namespace rasctl::commands
