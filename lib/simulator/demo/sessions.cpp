// Who works on the demo farm right now. Rows hold what lists are searched by; durations, screens and network
// figures are filled in when a session is shown (lifecycle/sessions.cpp), so that 100,000 of them stay small.
#include <array>
#include <vector>

#include <fmt/format.h>

#include "json/writer.hpp"
#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

enum Source { on_rds = 1, on_vdi = 2, on_avd = 63 };
enum State { active = 0, disconnected = 4, idle = 5 };

struct Host {
    std::int64_t id = 0;
    std::int64_t site = headquarters;
    std::int64_t pool = 0;
    std::string name;
    std::int64_t active = 0;
    std::int64_t disconnected = 0;
};

// Beyond this the farm is there for its size: one process a session instead of four.
constexpr std::size_t detailed_sessions = 3000;

std::int64_t number_at(const json::Object& row, std::string_view name) {
    const json::Value* value = row.find(name);
    return value ? value->to_int64().value_or(0) : 0;
}

std::vector<Host> working_hosts(const Farm& farm) {
    std::vector<Host> hosts;
    for (const RowKey& key : farm.store().keys("rds/host")) {
        const json::Object row = farm.read("rds/host", key).value_or(json::Object{});
        const json::Value* status = row.find("$status");
        const std::int64_t state = status ? number_at(status->as_object(), "agentState") : 0;
        // Disconnected, disabled and unverified hosts carry no sessions.
        if (state < 0 && state != -5) continue;
        hosts.push_back({key.number, number_at(row, "siteId"), number_at(row, "$poolId"),
                         row.find("server")->as_string(), 0, 0});
    }
    return hosts;
}

State state_by_chance(std::uint64_t chance) {
    return chance < 70 ? active : chance < 85 ? idle : disconnected;
}

std::string client_device(std::uint64_t chance, std::size_t number) {
    constexpr std::array kinds{"LAPTOP", "PC", "THIN", "MAC", "HOME"};
    return fmt::format("{}-{:05}", kinds[chance % kinds.size()], number);
}

std::string_view demo_pool_name(std::int64_t pool) {
    switch (pool) {
        case office:
            return "Office";
        case engineering:
            return "Engineering";
        case callcentre:
            return "Callcentre";
        case desktops:
            return "Desktops";
        case avd_pool:
            return "AVD-Office";
        default:
            return "";
    }
}

struct Placed {
    std::size_t number;  // of the session, from 1
    Source source;
    std::int64_t server;
    std::int64_t site;
    std::int64_t pool;
    std::string_view host;
    std::string_view machine;  // id of the virtual machine; empty on RD session hosts
    State state;
};

json::Object session_row(const Farm& farm, const Placed& placed) {
    constexpr std::int64_t hour = 3600;
    const std::uint64_t chance = scatter(placed.number);
    const std::int64_t now = farm.clock().now();
    const std::int64_t logon = now - 300 - static_cast<std::int64_t>(chance % (9 * hour));
    const std::int64_t idle_for =
        placed.state == active ? 0 : static_cast<std::int64_t>((chance >> 20U) % (4 * hour));
    json::Object row = object({{"sessionID", placed.number},
                               {"serverID", placed.server},
                               {"siteId", placed.site},
                               {"source", static_cast<int>(placed.source)},
                               {"type", placed.source == on_rds ? (chance % 3 == 0 ? 0 : 2) : 3},
                               {"user", user_principal(placed.number)},
                               {"state", static_cast<int>(placed.state)},
                               {"sessionHostName", placed.host},
                               {"deviceName", client_device(chance >> 8U, placed.number)},
                               {"themeID", chance % 11 == 0 ? dark_theme : default_theme},
                               {"logonTime", Clock::date_time(logon)},
                               {"idleStartTime", Clock::date_time(std::max(logon, now - idle_for))},
                               {"poolName", demo_pool_name(placed.pool)},
                               {"$poolId", placed.pool}});
    if (!placed.machine.empty()) row.append("$vmId", placed.machine);
    if (number_at(row, "type") == 2) {
        constexpr std::array running{"Calculator", "Text Editor", "Word",   "Excel",
                                     "PowerPoint", "Outlook",     "Browser"};
        const std::size_t which = scatter(placed.number * 7) % running.size();
        row.append("$item", first_application + static_cast<std::int64_t>(which));
        row.append("$app", running[which]);
    }
    return row;
}

void add_processes(Farm& farm, const Placed& placed, bool detailed) {
    struct Program {
        std::string_view process;
        std::string_view name;
    };
    constexpr std::array programs{
        Program{"explorer.exe", "Windows Explorer"},
        Program{"winword.exe", "Word"},
        Program{"excel.exe", "Excel"},
        Program{"notepad.exe", "Text Editor"},
        Program{"calc.exe", "Calculator"},
        Program{"outlook.exe", "Outlook"},
        Program{"msedge.exe", "Browser"},
        Program{"sapgui.exe", "Ledger"},
    };
    const std::string_view table = placed.source == on_rds   ? "rdprocess"
                                   : placed.source == on_vdi ? "vdiprocess"
                                                             : "avdprocess";
    const std::size_t count = detailed ? 3 + scatter(placed.number + 17) % 3 : 1;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t which = i == 0 ? 0 : 1 + (scatter(placed.number) + i) % (programs.size() - 1);
        const std::int64_t pid = 4 * static_cast<std::int64_t>(1000 + placed.number * 6 + i);
        json::Object row = object({{"name", programs[which].process},
                                   {"appName", programs[which].name},
                                   {"process", programs[which].process},
                                   {"pid", pid},
                                   {"user", user_principal(placed.number)},
                                   {"session", placed.number},
                                   {"serverID", placed.server}});
        if (!placed.machine.empty()) row.append("vdiHostId", placed.machine);
        farm.store().write(table, pid, row);
        // The machine's own list shows the same processes.
        if (!placed.machine.empty()) farm.store().write("hostprocess", pid, row);
    }
}

void add_session(Farm& farm, const Placed& placed, bool detailed) {
    farm.store().write("rdsession", static_cast<std::int64_t>(placed.number), session_row(farm, placed));
    add_processes(farm, placed, detailed);
}

void add_virtual_machine_sessions(Farm& farm, std::size_t& number) {
    for (std::size_t desktop = 1; desktop <= 8; ++desktop) {
        const std::string id = desktop_id(desktop), name = desktop_name(desktop);
        add_session(
            farm, {++number, on_vdi, hyperv, headquarters, desktops, name, id, state_by_chance(desktop * 11)},
            true);
    }
    for (std::size_t host = 1; host <= 4; ++host)
        for (int one = 0; one < 3; ++one) {
            const std::string id = avd_host_id(host), name = avd_host_name(host);
            add_session(farm,
                        {++number, on_avd, avd, headquarters, avd_pool, name, id, state_by_chance(host * 23)},
                        true);
        }
}

}  // namespace

void seed_sessions(Farm& farm, std::size_t size) {
    const std::size_t total = sessions_per_size * size;
    std::vector<Host> hosts = working_hosts(farm);
    std::size_t number = 0;
    add_virtual_machine_sessions(farm, number);
    while (number < total) {
        ++number;
        Host& host = hosts[scatter(number * 3) % hosts.size()];
        const State state = state_by_chance(scatter(number * 5) % 100);
        add_session(farm, {number, on_rds, host.id, host.site, host.pool, host.name, {}, state},
                    total <= detailed_sessions);
        ++(state == disconnected ? host.disconnected : host.active);
    }
    for (const Host& host : hosts) {
        farm.set_status("rds/host", host.id, "activeSessions", host.active);
        farm.set_status("rds/host", host.id, "disconnectedSessions", host.disconnected);
        farm.set_status("rds/host", host.id, "activeConnections", host.active);
    }
}

}  // namespace rasctl::simulator::demo
