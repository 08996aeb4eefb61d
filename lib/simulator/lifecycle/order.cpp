// Objects that have an order and keep it while some come and go.
#include <array>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/row_order.hpp"

namespace rasctl::simulator {
namespace {

// Rows of one object: each has an order of its own.
constexpr std::array rule_orders{Order{"clientpolicies/{}/rules", "priority", ""},
                                 Order{"pubitems/{}/rules", "priority", ""},
                                 Order{"mfa/{}/radiusautocondition", "priority", ""},
                                 Order{"mfa/{}/radiusautoinfo", "priority", ""},
                                 Order{"urlredirectionsettings/entry", "priority", "siteId"},
                                 Order{"halb/{}/device", "priority", "", 0}};

// The order of one table, where that of the handlers is of a pattern.
Order in_table(const Order& order, std::string_view table) {
    Order one = order;
    one.table = table;
    return one;
}

void keep_order(Handlers& handlers, const Order& order) {
    handlers.after_create(std::string(order.table),
                          [order](Farm& farm, const std::string& table, const RowKey& key, json::Object&) {
                              append(farm, in_table(order, table), key);
                          });
    handlers.after_remove(std::string(order.table),
                          [order](Farm& farm, const std::string& table, const RowKey&, json::Object& row) {
                              const Order one = in_table(order, table);
                              renumber(farm, one, ordered(farm, one, row));
                          });
}

}  // namespace

void add_order_life_cycle(Handlers& handlers) {
    for (const Order& order : {policy_order, logon_hours_order, broker_order}) keep_order(handlers, order);
    for (const Order& order : rule_orders) keep_order(handlers, order);
    handlers.add("PUT", "/api/LogonHours/{id}/order",
                 [](Farm& farm, const Call& call) { return move_row(farm, call, logon_hours_order); });
    handlers.add("PUT", "/api/ClientPolicies/{id}/order",
                 [](Farm& farm, const Call& call) { return move_row(farm, call, policy_order); });
}

}  // namespace rasctl::simulator
