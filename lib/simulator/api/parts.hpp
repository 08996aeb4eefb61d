// Objects within objects: rows that the object above them shows, and references that end with what they name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// Where the settings or the list of a plan are kept.
RowKey row_key(const Plan& plan, const std::vector<std::string>& parameters, std::int64_t site);

// Puts the rows that a row of that table shows into its members.
void show_rows(const Farm& farm, std::string_view table, const RowKey& key, json::Object& object);
// Makes rows of what was written into such members.
void take_rows(Farm& farm, std::string_view table, const RowKey& key);
// The same for every object of the farm, as a seed left it.
void take_all_rows(Farm& farm);

// What names the row, in words ("gateway 21"); empty when nothing does.
std::string user_of(const Farm& farm, std::string_view table, const RowKey& key);
// Takes the ID of a row that is gone out of every member that held it.
void forget(Farm& farm, std::string_view table, const RowKey& key);

}  // namespace rasctl::simulator
