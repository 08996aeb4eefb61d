// What agents report: status objects derived from the stored object, plausible and the same for every asking.
#pragma once

#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// The status of a row as that schema shows it. Members of the row's "$status" count most, then members of the
// row of the same name, then what is derived from the ID.
json::Object derive_status(const Farm& farm, catalog::Schema schema, std::string_view table,
                           const RowKey& key, const json::Object& row);

// One member of that: what the agent on the server says of itself. Null where nothing is known.
json::Value reported(const Farm& farm, std::string_view table, const RowKey& key, const json::Object& row,
                     std::string_view field);

// The address that a server of that name has; the same at every asking.
std::string address_of_server(std::string_view server);

// Keeps the moment from which the start times of servers count, so that they stand still.
void note_beginning(Farm& farm);
// That moment, in seconds since 1970.
std::int64_t beginning_of(const Farm& farm);

}  // namespace rasctl::simulator
