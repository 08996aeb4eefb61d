// Rows that have an order of their own: policies, logon hours, brokers.
#pragma once

#include <string_view>
#include <vector>

#include "simulator/api/handlers.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// The member that holds a row's place, and the member that must be equal for rows to be in one order (empty:
// one order for the whole table).
struct Order {
    std::string_view table;
    std::string_view member;
    std::string_view group;
    std::int64_t first = 1;
};

inline constexpr Order policy_order{"clientpolicies", "order", ""};
inline constexpr Order logon_hours_order{"logonhours", "order", "siteId"};
inline constexpr Order broker_order{"connectionbroker", "priority", "siteId", 0};

// The rows in one order with `key`, by their place.
std::vector<RowKey> ordered(const Farm& farm, const Order& order, const json::Object& like);
// Numbers them in this order.
void renumber(Farm& farm, const Order& order, const std::vector<RowKey>& rows);
// Puts a new row behind all others.
void append(Farm& farm, const Order& order, const RowKey& key);
// Moves a row one place up (0) or down (1), as the body's `direction` says; refused at the ends.
Response move_row(Farm& farm, const Call& call, const Order& order);

}  // namespace rasctl::simulator
