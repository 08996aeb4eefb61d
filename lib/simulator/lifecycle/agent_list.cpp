// Agents are not objects of their own: every server of the farm has one.
#include <array>

#include "simulator/api/row_stream.hpp"
#include "simulator/api/status.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::array agent_tables{std::string_view("connectionbroker"), std::string_view("gateway"),
                                  std::string_view("rds/host"), std::string_view("provider"),
                                  std::string_view("enrollmentserver")};

Response list_agents(Farm& farm, const Call& call) {
    json::Array agents;
    const auto schema = call.operation.response().schema();
    if (!schema) return ok(std::move(agents));
    for (const std::string_view table : agent_tables)
        for (const RowKey& key : farm.store().keys(table)) {
            json::Object agent = derive_status(farm, *schema, table, key, *farm.read(table, key));
            bool wanted = true;
            for (const auto& [name, value] : call.query) {
                const json::Value* shown = agent.find_ignoring_case(name);
                const bool all = value.to_int64() == -1;
                wanted = wanted && (all || !shown || same_value(*shown, value));
            }
            if (wanted) agents.emplace_back(std::move(agent));
        }
    return ok(std::move(agents));
}

}  // namespace

void add_agent_list(Handlers& handlers) {
    handlers.add("GET", "/api/Agent", list_agents);
}

}  // namespace rasctl::simulator
