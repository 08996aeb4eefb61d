// Host pools: members, hosts made from templates, states of all members at once.
#include <algorithm>

#include <fmt/format.h>

#include "simulator/api/generic.hpp"
#include "simulator/lifecycle/host_pools.hpp"
#include "simulator/lifecycle/host_states.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/machine_power.hpp"
#include "simulator/lifecycle/running_sessions.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

// The hosts of a job's payload: a table and a key.
struct PoolHost {
    std::string table;
    RowKey key;
};

PoolHost pool_host_of(const json::Object& payload) {
    return {text_in(payload, "table"), RowKey::from(text_in(payload, "host"))};
}

Machine machine_of_host(const Farm& farm, const PoolHost& host) {
    const json::Object row = farm.read(host.table, host.key).value_or(json::Object{});
    if (host.table == "rds/host") return {text_in(row, "$provider"), text_in(row, "$vmId")};
    return {text_in(row, "providerId"), host.key.to_text()};
}

void set_pool_host_state(Farm& farm, const PoolHost& host, AgentState state) {
    farm.set_status(host.table, host.key, "agentState", static_cast<int>(state));
}

// A session is in the pool that its host is in.
void show_sessions_in(Farm& farm, const std::vector<RowKey>& sessions, std::int64_t pool) {
    for (const RowKey& session : sessions) {
        json::Object row = farm.read("rdsession", session).value_or(json::Object{});
        row.set("$poolId", pool);
        row.erase("poolName");
        farm.store().write("rdsession", session, row);
    }
}

// Moves the hosts into the pool, out of those they were in; its other hosts stay.
void move_into_pool(Farm& farm, std::int64_t pool, const json::Value* ids) {
    if (!ids || !ids->is_array()) return;
    for (const json::Value& id : ids->as_array()) {
        const RowKey key(id.to_int64().value_or(0));
        auto row = farm.read("rds/host", key);
        if (!row || number_in(*row, "$poolId") == pool) continue;
        row->set("$poolId", pool);
        farm.store().write("rds/host", key, *row);
        show_sessions_in(farm, sessions_with(farm, "serverID", key.number), pool);
    }
}

Response update_members(Farm& farm, const Call& call) {
    const json::Value* ids = call.field("rdsIds");
    if (ids && ids->is_array())
        for (const json::Value& id : ids->as_array())
            if (!farm.store().contains("rds/host", id.to_int64().value_or(0)))
                return business_error(fmt::format("no RDS host has the ID {}", id.scalar_text()));
    move_into_pool(farm, call.key(0).number, ids);
    farm.mark_pending();
    return no_content();
}

Response create_hosts(Farm& farm, const Call& call, const PoolKind& kind) {
    const json::Object pool = farm.read(kind.pools, call.key(0)).value_or(json::Object{});
    const json::Value* wanted = call.field("hostsToCreate");
    const std::int64_t count = wanted ? wanted->to_int64().value_or(0) : 0;
    const auto present = static_cast<std::int64_t>(hosts_of_pool(farm, kind, call.key(0).number).size());
    if (const std::string why = why_no_hosts(kind, pool, present, count); !why.empty())
        return business_error(why);
    for (std::int64_t i = 0; i < count; ++i) make_host(farm, kind, call.key(0).number);
    return no_content();
}

// A pool may be made with its first hosts.
Response create_pool(Farm& farm, const Handlers& handlers, const Call& call, const PoolKind& kind) {
    const json::Value* wanted = call.field("hostsToCreate");
    const std::int64_t count = wanted ? wanted->to_int64().value_or(0) : 0;
    if (count != 0 && !farm.options().any_id)
        if (const std::string why = why_no_hosts(kind, call.body.as_object(), 0, count); !why.empty())
            return business_error(why);
    return run_generic(farm, handlers, call);
}

void make_first_hosts(Farm& farm, const PoolKind& kind, const RowKey& pool, const json::Object& row) {
    const std::int64_t count = number_in(row, "hostsToCreate");
    if (count == 0 || !why_no_hosts(kind, row, 0, count).empty()) return;
    for (std::int64_t i = 0; i < count; ++i) make_host(farm, kind, pool.number);
    // Later hosts are asked for by themselves.
    json::Object kept = farm.read(kind.pools, pool).value_or(json::Object{});
    kept.erase("hostsToCreate");
    farm.store().write(kind.pools, pool, kept);
}

Response recreate(Farm& farm, const Call& call, const PoolKind& kind) {
    const json::Object pool = farm.read(kind.pools, call.key(0)).value_or(json::Object{});
    if (template_of(kind, pool) == 0)
        return business_error("the host pool has no template to make hosts from");
    std::vector<RowKey> hosts = hosts_of_pool(farm, kind, call.key(0).number);
    if (const json::Value* only = call.field("hostIds");
        only && only->is_array() && !only->as_array().empty())
        std::erase_if(hosts, [&](const RowKey& key) {
            return std::ranges::none_of(
                only->as_array(), [&](const json::Value& id) { return id.scalar_text() == key.to_text(); });
        });
    if (hosts.empty()) return business_error("the host pool has no such hosts");
    recreate_hosts(farm, kind, hosts);
    return no_content();
}

// Runs `act` on every member; refused when no member needed it.
Response on_members(Farm& farm, const Call& call, bool (*act)(Farm&, const RowKey&),
                    std::string_view refusal) {
    bool any = false;
    for (const RowKey& host : hosts_of_pool(farm, rds_pools, call.key(0).number))
        any = act(farm, host) || any;
    return any ? no_content() : business_error(refusal);
}

void clone(Farm& farm, const json::Object& payload) {
    const PoolHost host = pool_host_of(payload);
    const Machine machine = machine_of_host(farm, host);
    if (host.table == "rds/host") end_sessions_on_host(farm, host.key);
    end_sessions_on_machine(farm, machine.id);
    set_pool_host_state(farm, host, AgentState::cloning);
    set_machine_state(farm, machine, MachineState::cloning);
    farm.later(40, "pool.prepare", payload);
}

void prepare(Farm& farm, const json::Object& payload) {
    const PoolHost host = pool_host_of(payload);
    set_pool_host_state(farm, host, AgentState::ras_prep);
    set_machine_state(farm, machine_of_host(farm, host), MachineState::personalizing);
    farm.later(20, "pool.ready", payload);
}

void ready(Farm& farm, const json::Object& payload) {
    const PoolHost host = pool_host_of(payload);
    set_pool_host_state(farm, host, AgentState::ok);
    set_machine_state(farm, machine_of_host(farm, host), MachineState::on_with_agent);
}

void show_pool(Farm& farm, const RowKey& key, json::Object& status) {
    std::int64_t members = 0, sessions = 0;
    for (const RowKey& host : hosts_of_pool(farm, rds_pools, key.number)) {
        ++members;
        const auto active = farm.status("rds/host", host, "activeSessions");
        sessions += active ? active->to_int64().value_or(0) : 0;
    }
    status.set("members", members);
    status.set("activeSessions", sessions);
    if (members == 0) status.set("agentState", static_cast<int>(AgentState::no_members));
}

// The settings inside a pool are of its site, too.
void settings_of_site(json::Object& pool, std::string_view member) {
    json::Value* inner = pool.find(member);
    json::Object settings = inner && inner->is_object() ? inner->as_object() : json::Object{};
    settings.set("siteId", number_in(pool, "siteId"));
    pool.set(member, std::move(settings));
}

void leave_pool(Farm& farm, std::int64_t pool) {
    for (const RowKey& host : hosts_of_pool(farm, rds_pools, pool)) {
        json::Object row = farm.read("rds/host", host).value_or(json::Object{});
        row.erase("$poolId");
        farm.store().write("rds/host", host, row);
    }
}

}  // namespace

void add_pool_life_cycle(Handlers& handlers) {
    for (const PoolKind& kind : {rds_pools, vdi_pools, avd_pools}) {
        handlers.after_remove(std::string(kind.pools),
                              [](Farm& farm, const std::string&, const RowKey& key, json::Object&) {
                                  show_sessions_in(farm, sessions_with(farm, "$poolId", key.number), 0);
                              });
        const std::string pool = std::string(kind.path) + "/HostPool/{id}";
        handlers.add("POST", pool + "/CreateHosts",
                     [kind](Farm& farm, const Call& call) { return create_hosts(farm, call, kind); });
        handlers.add("POST", pool + "/RecreateHosts",
                     [kind](Farm& farm, const Call& call) { return recreate(farm, call, kind); });
    }
    for (const PoolKind& kind : {rds_pools, vdi_pools}) {
        handlers.add("POST", std::string(kind.path) + "/HostPool",
                     [&handlers, kind](Farm& farm, const Call& call) {
                         return create_pool(farm, handlers, call, kind);
                     });
        handlers.after_create(std::string(kind.pools),
                              [kind](Farm& farm, const std::string&, const RowKey& key, json::Object& row) {
                                  make_first_hosts(farm, kind, key, row);
                              });
    }
    handlers.add("PUT", "/api/RDS/HostPool/{hostPoolId}/Members", update_members);
    handlers.add("POST", "/api/RDS/HostPool/{id}/CancelDisabledState", [](Farm& farm, const Call& call) {
        return on_members(farm, call, allow_logons, "no host of the pool is disabled");
    });
    handlers.add("POST", "/api/RDS/HostPool/{id}/CancelPendingReboot", [](Farm& farm, const Call& call) {
        return on_members(farm, call, cancel_pending_reboot, "no host of the pool has a pending reboot");
    });
    handlers.add("POST", "/api/RDS/HostPool/{id}/CancelPendingShutdown", [](Farm& farm, const Call& call) {
        return on_members(farm, call, cancel_pending_reboot, "no host of the pool has a pending shutdown");
    });
    handlers.after_create("rds/hostpool",
                          [](Farm& farm, const std::string&, const RowKey& key, json::Object& row) {
                              move_into_pool(farm, key.number, row.find("rdsIds"));
                          });
    handlers.after_remove("rds/hostpool", [](Farm& farm, const std::string&, const RowKey& key,
                                             json::Object&) { leave_pool(farm, key.number); });
    for (const char* pools : {"rds/hostpool", "vdi/hostpool", "avd/hostpool"})
        handlers.after_update(pools,
                              [](Farm& farm, const std::string&, const RowKey& key, json::Object& pool) {
                                  name_pool_of_sessions(farm, key.number, text_in(pool, "name"));
                              });
    handlers.decorate("vdi/hostpool", [](Farm&, const std::string&, const RowKey&, json::Object& pool) {
        settings_of_site(pool, "vdiDefSettings");
    });
    handlers.decorate_status("rds/hostpool", [](Farm& farm, const std::string&, const RowKey& key,
                                                json::Object& status) { show_pool(farm, key, status); });
    handlers.add_job("pool.clone", clone);
    handlers.add_job("pool.prepare", prepare);
    handlers.add_job("pool.ready", ready);
}

}  // namespace rasctl::simulator
