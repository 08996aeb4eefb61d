// Agents are not objects of their own: every server of the farm has one, and notifications can watch it.
#include <array>
#include <utility>

#include "simulator/api/row_stream.hpp"
#include "simulator/api/status.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

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

// What notifications can watch: the same servers.
Response list_resources(Farm& farm, const Call& call) {
    json::Array resources;
    for (const auto& [table, type] :
         {std::pair{"connectionbroker", 7}, std::pair{"gateway", 3}, std::pair{"rds/host", 1},
          std::pair{"provider", 2}, std::pair{"enrollmentserver", 46}})
        for (const RowKey& key : farm.store().keys(table)) {
            const json::Object row = farm.read(table, key).value_or(json::Object{});
            if (const json::Value* site = row.find("siteId"); site && site->to_int64() != call.site())
                continue;
            const std::string name = text_in(row, "server");
            resources.emplace_back(object(
                {{"id", key.number}, {"name", name.empty() ? text_in(row, "name") : name}, {"type", type}}));
        }
    return ok(std::move(resources));
}

}  // namespace

void add_agent_list(Handlers& handlers) {
    handlers.add("GET", "/api/Agent", list_agents);
    handlers.add("GET", "/api/Notifications/Resources", list_resources);
}

}  // namespace rasctl::simulator
