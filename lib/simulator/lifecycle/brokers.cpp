// Connection brokers: one a site is primary, the others stand by in an order.
#include <algorithm>

#include <fmt/format.h>

#include "simulator/lifecycle/host_states.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/row_order.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view brokers = "connectionbroker";
constexpr std::int64_t seconds_to_take_over = 20;

void set_broker_state(Farm& farm, const RowKey& broker, AgentState state) {
    farm.set_status(brokers, broker, "agentState", static_cast<int>(state));
}

Response promote(Farm& farm, const Call& call) {
    const RowKey key = call.key(0);
    const json::Object row = farm.read(brokers, key).value_or(json::Object{});
    std::vector<RowKey> rows = ordered(farm, broker_order, row);
    if (!rows.empty() && rows.front() == key) return business_error("the broker is the primary one already");
    const auto state = farm.status(brokers, key, "agentState");
    if (state && state->to_int64().value_or(0) == static_cast<int>(AgentState::disconnected))
        return business_error("the broker is not connected");
    const RowKey before = rows.front();
    std::erase(rows, key);
    rows.insert(rows.begin(), key);
    renumber(farm, broker_order, rows);
    set_broker_state(farm, before, AgentState::stand_by);
    set_broker_state(farm, key, AgentState::synchronising);
    farm.later(seconds_to_take_over, "broker.ready", object({{"broker", key.number}}));
    return no_content();
}

// Only secondary brokers change places; promoting is another act.
Response set_priority(Farm& farm, const Call& call) {
    const RowKey key = call.key(0);
    const auto rows = ordered(farm, broker_order, farm.read(brokers, key).value_or(json::Object{}));
    const auto at = std::ranges::find(rows, key) - rows.begin();
    const json::Value* direction = call.field("direction");
    const bool up = direction && direction->to_int64() == 0;
    if (at == 0 || (at == 1 && up))
        return business_error("the primary broker changes by promoting another one");
    return move_row(farm, call, broker_order);
}

Response generate_token(Farm& farm, const Call& call) {
    const std::string token = fmt::format("{:016x}{:016x}", farm.random()(), farm.random()());
    farm.change(brokers, call.key(0), object({{"apiToken", token}}));
    return ok(object({{"apiToken", token}}));
}

}  // namespace

void add_broker_life_cycle(Handlers& handlers) {
    for (const std::string broker : {"/api/ConnectionBroker/{id}", "/api/Broker/{id}"}) {
        handlers.add("POST", broker + "/promote", promote);
        handlers.add("PUT", broker + "/priority", set_priority);
        handlers.add("POST", broker + "/GenerateAPIToken", generate_token);
    }
    handlers.add_job("broker.ready", [](Farm& farm, const json::Object& payload) {
        set_broker_state(farm, number_in(payload, "broker"), AgentState::ok);
    });
}

}  // namespace rasctl::simulator
