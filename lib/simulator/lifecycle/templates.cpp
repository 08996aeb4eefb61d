// Templates of the three kinds: maintenance, versions, making hosts anew, and the virtual machine behind
// them.
#include <fmt/format.h>

#include "simulator/api/removal.hpp"
#include "simulator/lifecycle/host_pools.hpp"
#include "simulator/lifecycle/host_states.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/machine_power.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

Machine machine_behind(const json::Object& row) {
    return {text_in(row, "providerId"), text_in(row, "vmId")};
}

void set_template_state(Farm& farm, std::string_view table, const RowKey& key, AgentState state) {
    farm.set_status(table, key, "agentState", static_cast<int>(state));
}

std::size_t version_count(const Farm& farm, const PoolKind& kind, const RowKey& of) {
    std::size_t count = 0;
    for (const RowKey& key : farm.store().keys(kind.versions))
        if (number_in(farm.read(kind.versions, key).value_or(json::Object{}), "templateId") == of.number)
            ++count;
    return count;
}

// A version takes forty seconds until hosts can be made from it.
void add_version(Farm& farm, const PoolKind& kind, const RowKey& of) {
    const std::string name = fmt::format("Version {}", version_count(farm, kind, of) + 1);
    const RowKey version =
        farm.add(kind.versions, object({{"name", name}, {"templateId", of.number}, {"description", ""}}));
    set_template_state(farm, kind.versions, version, AgentState::under_construction);
    set_template_state(farm, kind.templates, of, AgentState::ras_prep);
    farm.later(40, "template.ready", object({{"table", kind.versions}, {"key", version.number}}));
    farm.later(40, "template.ready", object({{"table", kind.templates}, {"key", of.number}}));
}

Response enter_maintenance(Farm& farm, const Call& call, const PoolKind& kind) {
    json::Object row = farm.read(kind.templates, call.key(0)).value_or(json::Object{});
    if (flag_in(row, "$maintenance")) return business_error("the template is in maintenance mode already");
    row.set("$maintenance", true);
    farm.store().write(kind.templates, call.key(0), row);
    set_template_state(farm, kind.templates, call.key(0), AgentState::under_construction);
    set_machine_state(farm, machine_behind(row), MachineState::maintenance);
    return no_content();
}

Response exit_maintenance(Farm& farm, const Call& call, const PoolKind& kind) {
    json::Object row = farm.read(kind.templates, call.key(0)).value_or(json::Object{});
    if (!flag_in(row, "$maintenance")) return business_error("the template is not in maintenance mode");
    row.erase("$maintenance");
    farm.store().write(kind.templates, call.key(0), row);
    set_machine_state(farm, machine_behind(row), MachineState::as_template);
    add_version(farm, kind, call.key(0));
    return no_content();
}

Response recreate_all(Farm& farm, const Call& call, const PoolKind& kind) {
    const auto hosts = hosts_of_template(farm, kind, call.key(0).number);
    if (hosts.empty()) return business_error("no hosts were made from the template");
    recreate_hosts(farm, kind, hosts);
    return no_content();
}

// The machine becomes the template's: it is off from then on and cannot be started.
void take_machine(Farm& farm, const PoolKind& kind, const RowKey& key, const json::Object& row) {
    const Machine machine = machine_behind(row);
    farm.change(machine.table(), machine.key(),
                object({{"isTemplate", true}, {"state", static_cast<int>(MachineState::as_template)}}));
    add_version(farm, kind, key);
}

void release_machine(Farm& farm, const Handlers& handlers, const PoolKind& kind, const RowKey& key,
                     const json::Object& row) {
    const Machine machine = machine_behind(row);
    farm.change(machine.table(), machine.key(),
                object({{"isTemplate", false}, {"state", static_cast<int>(MachineState::off)}}));
    for (const RowKey& version : farm.store().keys(kind.versions))
        if (number_in(farm.read(kind.versions, version).value_or(json::Object{}), "templateId") == key.number)
            remove_object(farm, handlers, std::string(kind.versions), version);
}

void add_kind(Handlers& handlers, const PoolKind& kind) {
    const std::string one = std::string(kind.path) + "/Template/{id}";
    const auto on = [&](std::string_view action, Response (*act)(Farm&, const Call&, const PoolKind&)) {
        handlers.add("POST", one + std::string(action),
                     [act, kind](Farm& farm, const Call& call) { return act(farm, call, kind); });
    };
    on("/EnterMaintenance", enter_maintenance);
    on("/ExitMaintenance", exit_maintenance);
    on("/RecreateDesktops", recreate_all);
    using Decorator = Handlers::Decorator;
    const Decorator created = [kind](Farm& farm, const std::string&, const RowKey& key, json::Object& row) {
        take_machine(farm, kind, key, row);
    };
    const Decorator removed = [&handlers, kind](Farm& farm, const std::string&, const RowKey& key,
                                                json::Object& row) {
        release_machine(farm, handlers, kind, key, row);
    };
    handlers.after_create(std::string(kind.templates), created);
    handlers.after_remove(std::string(kind.templates), removed);
    handlers.decorate_status(std::string(kind.templates),
                             [](Farm&, const std::string&, const RowKey& key, json::Object& status) {
                                 status.set("templateId", key.number);
                             });
    handlers.decorate_status(std::string(kind.versions),
                             [kind](Farm& farm, const std::string&, const RowKey& key, json::Object& status) {
                                 status.set("versionId", key.number);
                                 const auto its = farm.read(kind.templates, number_in(status, "templateId"));
                                 if (its) status.set("siteId", number_in(*its, "siteId"));
                             });
}

}  // namespace

void add_template_life_cycle(Handlers& handlers) {
    add_kind(handlers, rds_pools);
    add_kind(handlers, vdi_pools);
    add_kind(handlers, avd_pools);
    handlers.add_job("template.ready", [](Farm& farm, const json::Object& payload) {
        set_template_state(farm, text_in(payload, "table"), number_in(payload, "key"), AgentState::ok);
    });
}

}  // namespace rasctl::simulator
