// Deleting an object with what hangs on it: what is below it, what lives in it, and what named it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "simulator/api/handlers.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// Removes the row and the rows below it, runs what its life cycle does then, and clears references to it.
void remove_object(Farm& farm, const Handlers& handlers, const std::string& table, const RowKey& key);

// Removes every object whose member holds that number ("siteId", 2), of these tables or, without any, of all.
void remove_objects_with(Farm& farm, const Handlers& handlers, std::string_view member, std::int64_t number,
                         std::span<const std::string_view> tables = {});

}  // namespace rasctl::simulator
