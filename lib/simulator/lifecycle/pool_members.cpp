// Members of VDI host pools: a virtual machine that becomes a member is a host of the pool from then on.
#include "simulator/api/removal.hpp"
#include "simulator/lifecycle/host_pools.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/machine_power.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view desktops = "vdihost", members = "vdi/hostpool/{}/members";
constexpr std::int64_t single_host = 2;  // VDIHostPoolMemberType
constexpr int guest_agent_port = 30004;

// 121 of "vdi/hostpool/121/members".
std::int64_t pool_of(std::string_view table) {
    table.remove_suffix(table.size() - table.rfind('/'));
    return RowKey::from(table.substr(table.rfind('/') + 1)).number;
}

// The machine that the member is; nothing where it is a whole provider, a template or a pool of its own.
std::optional<Machine> machine_of(const Farm& farm, const json::Object& member) {
    const Machine machine{text_in(member, "providerId"), text_in(member, "vmId")};
    if (number_in(member, "type") != single_host || machine.id.empty()) return std::nullopt;
    return farm.store().contains(machine.table(), machine.key()) ? std::optional(machine) : std::nullopt;
}

void join(Farm& farm, std::int64_t pool, const json::Object& member) {
    const auto machine = machine_of(farm, member);
    if (!machine) return;
    if (farm.change(desktops, machine->key(), object({{"hostPoolId", pool}}))) return;
    const json::Object vm = farm.read(machine->table(), machine->key()).value_or(json::Object{});
    const std::int64_t site = number_in(farm.read("vdi/hostpool", pool).value_or(json::Object{}), "siteId");
    farm.add(desktops, object({{"id", machine->id},
                               {"name", text_in(vm, "name")},
                               {"computerName", text_in(vm, "name")},
                               {"siteId", site},
                               {"providerId", number_in(member, "providerId")},
                               {"enabled", true},
                               {"port", guest_agent_port},
                               {"hostPoolId", pool},
                               {"$member", true}}));
    if (!farm.store().contains("vmhost", machine->key()))
        farm.add(
            "vmhost",
            object({{"id", machine->id}, {"providerID", number_in(member, "providerId")}, {"siteId", site}}));
}

// What was a host by its membership alone is one no more.
void leave(Farm& farm, const Handlers& handlers, std::int64_t pool, const json::Object& member) {
    const auto machine = machine_of(farm, member);
    const auto host = machine ? farm.read(desktops, machine->key()) : std::nullopt;
    if (!host || number_in(*host, "hostPoolId") != pool) return;
    if (flag_in(*host, "$member"))
        remove_object(farm, handlers, std::string(desktops), machine->key());
    else
        farm.change(desktops, machine->key(), object({{"hostPoolId", 0}}));
}

}  // namespace

void add_pool_member_life_cycle(Handlers& handlers) {
    handlers.after_create(std::string(members),
                          [](Farm& farm, const std::string& table, const RowKey&, json::Object& member) {
                              join(farm, pool_of(table), member);
                          });
    handlers.after_remove(std::string(members), [&handlers](Farm& farm, const std::string& table,
                                                            const RowKey&, json::Object& member) {
        leave(farm, handlers, pool_of(table), member);
    });
}

}  // namespace rasctl::simulator
