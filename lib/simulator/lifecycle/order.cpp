// Objects that have an order and keep it while some come and go.
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/row_order.hpp"

namespace rasctl::simulator {
namespace {

void keep_order(Handlers& handlers, const Order& order) {
    handlers.after_create(std::string(order.table), [order](Farm& farm, const std::string&, const RowKey& key,
                                                            json::Object&) { append(farm, order, key); });
    handlers.after_remove(std::string(order.table),
                          [order](Farm& farm, const std::string&, const RowKey&, json::Object& row) {
                              renumber(farm, order, ordered(farm, order, row));
                          });
}

}  // namespace

void add_order_life_cycle(Handlers& handlers) {
    for (const Order& order : {policy_order, logon_hours_order, broker_order}) keep_order(handlers, order);
    handlers.add("PUT", "/api/LogonHours/{id}/order",
                 [](Farm& farm, const Call& call) { return move_row(farm, call, logon_hours_order); });
    handlers.add("PUT", "/api/ClientPolicies/{id}/order",
                 [](Farm& farm, const Call& call) { return move_row(farm, call, policy_order); });
}

}  // namespace rasctl::simulator
