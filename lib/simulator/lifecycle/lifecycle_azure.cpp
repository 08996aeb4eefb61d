// What Azure Virtual Desktop adds: repair of pools, workspaces, templates and hosts.
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr int provisioning = 55;
constexpr std::int64_t seconds_to_repair = 30;

void begin_repair(Farm& farm, std::string_view table, const RowKey& key) {
    farm.set_status(table, key, "agentState", provisioning);
    farm.later(seconds_to_repair, "azure.repaired", object({{"table", table}, {"key", key.to_text()}}));
}

void add_repair(Handlers& handlers, std::string_view path, std::string table) {
    handlers.add("POST", path, [table](Farm& farm, const Call& call) {
        begin_repair(farm, table, call.key(0));
        return no_content();
    });
}

Response repair_hosts(Farm& farm, const Call& call) {
    const json::Value* hosts = call.field("hosts");
    if (!hosts || !hosts->is_array()) return no_content();
    for (const json::Value& host : hosts->as_array())
        for (const char* name : {"guid", "hostAzureID"})
            if (const json::Value* id = host.find(name))
                begin_repair(farm, "avdhost", RowKey::from(id->scalar_text()));
    return no_content();
}

}  // namespace

void add_azure_life_cycle(Handlers& handlers) {
    add_repair(handlers, "/api/AVD/HostPool/{id}/Repair", "avd/hostpool");
    add_repair(handlers, "/api/AVD/Template/{id}/Repair", "avd/template");
    add_repair(handlers, "/api/AVD/Workspace/{id}/Repair", "avd/workspace");
    handlers.add("POST", "/api/Provider/VM/AVDHost/Repair", repair_hosts);
    handlers.add_job("azure.repaired", [](Farm& farm, const json::Object& payload) {
        farm.set_status(text_in(payload, "table"), RowKey::from(text_in(payload, "key")), "agentState", 0);
    });
}

}  // namespace rasctl::simulator
