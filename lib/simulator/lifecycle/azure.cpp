// What Azure Virtual Desktop adds: repair of pools, workspaces, templates and hosts, hosts of either kind,
// and resource groups.
#include <array>
#include <utility>

#include "simulator/api/removal.hpp"
#include "simulator/api/row_stream.hpp"
#include "simulator/lifecycle/host_pools.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view azure_hosts = "avdhost", groups = "avd/resourcegroup";
constexpr int provisioning = 55;
constexpr std::int64_t seconds_to_repair = 30;

// A workspace is where its provider is.
void show_workspace(const Farm& farm, const RowKey& key, json::Object& status) {
    const auto workspace = farm.read("avd/workspace", key);
    const auto provider =
        workspace ? farm.read("provider", number_in(*workspace, "providerId")) : std::nullopt;
    if (provider) status.set("siteId", number_in(*provider, "siteId"));
}

// There are two sets of default settings, which say what they are.
void name_default_settings(Handlers& handlers) {
    enum Kind { multi_session = 71, single_session = 72 };
    for (const auto& [table, kind] : {std::pair{"avd/defaultsettings/multisession", multi_session},
                                      std::pair{"avd/defaultsettings/singlesession", single_session}})
        handlers.decorate(table, [kind](Farm&, const std::string&, const RowKey&, json::Object& settings) {
            settings.set("defObjType", static_cast<int>(kind));
        });
}

void begin_repair(Farm& farm, std::string_view table, const RowKey& key) {
    farm.set_status(table, key, "agentState", provisioning);
    farm.later(seconds_to_repair, "azure.repaired", object({{"table", table}, {"key", key.to_text()}}));
}

void add_repair(Handlers& handlers, std::string_view path, const std::string& table) {
    handlers.add("POST", path, [table](Farm& farm, const Call& call) {
        begin_repair(farm, table, call.key(0));
        return no_content();
    });
}

Response repair_hosts(Farm& farm, const Call& call) {
    const json::Value* named = call.field("hosts");
    if (!named || !named->is_array()) return no_content();
    for (const json::Value& host : named->as_array())
        for (const char* name : {"guid", "hostAzureID"})
            if (const json::Value* id = host.find(name))
                begin_repair(farm, azure_hosts, RowKey::from(id->scalar_text()));
    return no_content();
}

Response list_standalone(Farm& farm, const Handlers& handlers, const Call& call) {
    RowList list;
    list.table = azure_hosts;
    list.type = call.operation.response();
    list.stored.push_back({"standalone", true});
    if (const json::Value* site = call.query_value("SiteId")) list.shown.push_back({"siteId", *site});
    return row_response(farm, handlers, std::move(list));
}

// Answers the first of several hosts that a call made.
Response made(Farm& farm, const Handlers& handlers, const Call& call, const RowKey& host) {
    RowList list;
    list.table = azure_hosts;
    list.type = call.operation.response();
    farm.mark_pending();
    return created(
        shown_row(farm, handlers, list, host, farm.read(azure_hosts, host).value_or(json::Object{})));
}

// Machines that were not made from a template join a pool.
Response add_standalone(Farm& farm, const Handlers& handlers, const Call& call) {
    const json::Value* machines = call.field("vmIds");
    if (!machines || !machines->is_array() || machines->as_array().empty())
        return business_error("no virtual machine is named");
    const json::Value* pool = call.field("hostPoolId");
    const json::Value* provider = call.field("providerId");
    for (const json::Value& id : machines->as_array()) {
        const RowKey key(id.scalar_text());
        if (key.text.empty()) return business_error("the ID of a virtual machine is empty");
        if (farm.store().contains(azure_hosts, key))
            return conflict("The virtual machine " + key.text + " is a host already.");
        farm.add(azure_hosts, object({{"id", key.text},
                                      {"name", key.text},
                                      {"siteId", call.site()},
                                      {"enabled", true},
                                      {"standalone", true},
                                      {"hostPoolId", pool ? *pool : json::Value(0)},
                                      {"providerId", provider ? *provider : json::Value(0)}}));
    }
    return made(farm, handlers, call, RowKey(machines->as_array().front().scalar_text()));
}

Response remove_standalone(Farm& farm, const Call& call) {
    const json::Value* machines = call.field("vmIds");
    const json::Value* pool = call.field("hostPoolId");
    for (const json::Value& id : machines && machines->is_array() ? machines->as_array() : json::Array{}) {
        const RowKey key(id.scalar_text());
        const json::Object row = farm.read(azure_hosts, key).value_or(json::Object{});
        if (!flag_in(row, "standalone") || (pool && number_in(row, "hostPoolId") != pool->to_int64()))
            return not_found("The host pool has no standalone host " + key.to_text() + ".");
        farm.remove(azure_hosts, key);
    }
    farm.mark_pending();
    return no_content();
}

Response add_templated(Farm& farm, const Handlers& handlers, const Call& call) {
    const json::Value* id = call.field("hostPoolId");
    const std::int64_t pool = id ? id->to_int64().value_or(0) : 0;
    const json::Value* wanted = call.field("numberOfHosts");
    const std::int64_t count = wanted ? wanted->to_int64().value_or(1) : 1;
    if (!farm.read("avd/hostpool", pool)) return business_error("no host pool is named");
    if (count < 1 || count > 100) return business_error("the number of hosts must be from 1 to 100");
    if (template_of(avd_pools, *farm.read("avd/hostpool", pool)) == 0)
        return business_error("the host pool has no template to make hosts from");
    const RowKey first = make_host(farm, avd_pools, pool);
    for (std::int64_t i = 1; i < count; ++i) make_host(farm, avd_pools, pool);
    return made(farm, handlers, call, first);
}

// Those that were created here, beside those that the hosts are in.
Response list_groups(Farm& farm, const Handlers& handlers, const Call& call) {
    RowList list;
    list.table = groups;
    list.type = call.operation.response();
    const json::Value* provider = call.query_value("providerId");
    if (provider && provider->to_int64().value_or(0) > 0) list.stored.push_back({"$provider", *provider});
    return row_response(farm, handlers, std::move(list));
}

Response create_group(Farm& farm, const Call& call) {
    const json::Value* name = call.field("name");
    const json::Value* provider = call.field("providerId");
    const json::Value* location = call.field("location");
    const RowKey key(name ? name->scalar_text() : "");
    if (key.text.empty()) return business_error("the resource group has no name");
    if (farm.store().contains(groups, key))
        return conflict("The resource group " + key.text + " already exists.");
    const json::Object row = object({{"name", key.text},
                                     {"location", location ? *location : json::Value("")},
                                     {"$provider", provider ? *provider : json::Value(0)}});
    farm.store().write(groups, key, row);
    return created(project(call.operation.response(), json::Value(row), farm.options().api));
}

}  // namespace

void add_azure_life_cycle(Handlers& handlers) {
    add_repair(handlers, "/api/AVD/HostPool/{id}/Repair", "avd/hostpool");
    add_repair(handlers, "/api/AVD/Template/{id}/Repair", "avd/template");
    add_repair(handlers, "/api/AVD/Workspace/{id}/Repair", "avd/workspace");
    handlers.add("POST", "/api/Provider/VM/AVDHost/Repair", repair_hosts);
    handlers.add("GET", "/api/AVD/ResourceGroup",
                 [&handlers](Farm& farm, const Call& call) { return list_groups(farm, handlers, call); });
    handlers.add("POST", "/api/AVD/ResourceGroup", create_group);
    const std::string standalone = "/api/Provider/VM/AVDHost/Standalone";
    handlers.add("GET", standalone,
                 [&handlers](Farm& farm, const Call& call) { return list_standalone(farm, handlers, call); });
    handlers.add("POST", standalone,
                 [&handlers](Farm& farm, const Call& call) { return add_standalone(farm, handlers, call); });
    handlers.add("DELETE", standalone, remove_standalone);
    handlers.add("POST", "/api/Provider/VM/AVDHost/Templated",
                 [&handlers](Farm& farm, const Call& call) { return add_templated(farm, handlers, call); });
    handlers.decorate_status("avd/workspace",
                             [](Farm& farm, const std::string&, const RowKey& key, json::Object& status) {
                                 show_workspace(farm, key, status);
                             });
    name_default_settings(handlers);
    handlers.after_remove("avd/workspace",
                          [&handlers](Farm& farm, const std::string&, const RowKey& key, json::Object&) {
                              constexpr std::array pools{std::string_view("avd/hostpool")};
                              remove_objects_with(farm, handlers, "workspaceId", key.number, pools);
                          });
    handlers.add_job("azure.repaired", [](Farm& farm, const json::Object& payload) {
        farm.set_status(text_in(payload, "table"), RowKey::from(text_in(payload, "key")), "agentState", 0);
    });
}

}  // namespace rasctl::simulator
