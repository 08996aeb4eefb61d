// RD session hosts: logons on and off, reboot, shutdown, the role, and the states they pass on the way.
#include <array>

#include <fmt/format.h>

#include "simulator/lifecycle/host_states.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/machine_power.hpp"
#include "simulator/lifecycle/running_sessions.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view session_hosts = "rds/host";
constexpr std::int64_t seconds_until_reboot = 10, seconds_down = 45, seconds_to_synchronise = 15;

json::Object host_payload(const RowKey& host) {
    return object({{"host", host.number}});
}
RowKey host_of(const json::Object& payload) {
    return number_in(payload, "host");
}

std::string server_name(const Farm& farm, const RowKey& host) {
    return text_in(farm.read(session_hosts, host).value_or(json::Object{}), "server");
}

Response refuse(const Farm& farm, const RowKey& host, std::string_view why) {
    return business_error(fmt::format("{} {}", server_name(farm, host), why));
}

// Puts a host that answers into that state.
Response set_logons(Farm& farm, const Call& call, AgentState state) {
    const RowKey host = call.key(0);
    if (host_state(farm, host) == AgentState::disconnected) return refuse(farm, host, "is not connected");
    set_host_state(farm, host, state);
    return no_content();
}

Response reboot(Farm& farm, const Call& call) {
    const RowKey host = call.key(0);
    if (host_state(farm, host) == AgentState::disconnected) return refuse(farm, host, "is not connected");
    begin_reboot(farm, host);
    return no_content();
}

Response shut_down(Farm& farm, const Call& call) {
    const RowKey host = call.key(0);
    if (host_state(farm, host) == AgentState::disconnected) return refuse(farm, host, "is not connected");
    for (const char* job : {"host.down", "host.ready", "host.role"})
        farm.cancel_later(job, "host", host.number);
    end_sessions_on_host(farm, host);
    set_host_state(farm, host, AgentState::disconnected);
    const json::Object row = farm.read(session_hosts, host).value_or(json::Object{});
    if (const Machine machine{text_in(row, "$provider"), text_in(row, "$vmId")}; machine_state(farm, machine))
        power_off(farm, machine);
    return no_content();
}

Response cancel_disabled(Farm& farm, const Call& call) {
    const RowKey host = call.key(0);
    if (!allow_logons(farm, host)) return refuse(farm, host, "is not disabled");
    return no_content();
}

Response cancel_reboot(Farm& farm, const Call& call) {
    const RowKey host = call.key(0);
    if (!cancel_pending_reboot(farm, host)) return refuse(farm, host, "has no pending reboot");
    return no_content();
}

Response install_role(Farm& farm, const Call& call) {
    const RowKey host = call.key(0);
    set_host_state(farm, host, AgentState::installing_role);
    farm.later(60, "host.role", host_payload(host));
    return no_content();
}

// The state that a host's own settings ask for.
void follow_settings(Farm& farm, const RowKey& host, const json::Object& row) {
    const json::Value* enabled = row.find("enabled");
    if (!enabled || !enabled->is_bool()) return;
    const AgentState state = host_state(farm, host);
    if (!enabled->as_bool() && state != AgentState::disabled)
        set_host_state(farm, host, AgentState::disabled);
    if (enabled->as_bool() && state == AgentState::disabled) set_host_state(farm, host, AgentState::ok);
}

void go_down(Farm& farm, const json::Object& payload) {
    const RowKey host = host_of(payload);
    end_sessions_on_host(farm, host);
    set_host_state(farm, host, AgentState::disconnected);
    farm.later(seconds_down, "host.booted", payload);
}

void booted(Farm& farm, const json::Object& payload) {
    const RowKey host = host_of(payload);
    const std::int64_t now = farm.clock().now();
    farm.set_status(session_hosts, host, "systemBootTime", Clock::status_time(now - 20));
    farm.set_status(session_hosts, host, "serviceStartTime", Clock::status_time(now));
    set_host_state(farm, host, AgentState::synchronising);
    farm.later(seconds_to_synchronise, "host.ready", payload);
}

}  // namespace

AgentState host_state(const Farm& farm, const RowKey& host) {
    const auto state = farm.status(session_hosts, host, "agentState");
    return static_cast<AgentState>(state ? state->to_int64().value_or(0) : 0);
}

void set_host_state(Farm& farm, const RowKey& host, AgentState state) {
    farm.set_status(session_hosts, host, "agentState", static_cast<int>(state));
}

void begin_reboot(Farm& farm, const RowKey& host) {
    // Asked for twice it is still one reboot.
    farm.cancel_later("host.down", "host", host.number);
    set_host_state(farm, host, AgentState::reboot_pending);
    farm.later(seconds_until_reboot, "host.down", host_payload(host));
}

bool allow_logons(Farm& farm, const RowKey& host) {
    constexpr std::array disabled{AgentState::drain, AgentState::drain_until_restart,
                                  AgentState::logon_disabled, AgentState::schedule_in_progress};
    for (const AgentState state : disabled)
        if (host_state(farm, host) == state) {
            set_host_state(farm, host, AgentState::ok);
            return true;
        }
    return false;
}

bool cancel_pending_reboot(Farm& farm, const RowKey& host) {
    if (host_state(farm, host) != AgentState::reboot_pending) return false;
    farm.cancel_later("host.down", "host", host.number);
    set_host_state(farm, host, AgentState::ok);
    return true;
}

void add_host_life_cycle(Handlers& handlers) {
    const std::string host = "/api/RDS/Host/{id}";
    const auto logons = [&](std::string_view action, AgentState state) {
        handlers.add("POST", host + std::string(action),
                     [state](Farm& farm, const Call& call) { return set_logons(farm, call, state); });
    };
    logons("/Drain", AgentState::drain);
    logons("/DrainUntilReboot", AgentState::drain_until_restart);
    logons("/DisableLogonsAndReconnections", AgentState::logon_disabled);
    logons("/EnableLogons", AgentState::ok);
    handlers.add("POST", host + "/Reboot", reboot);
    handlers.add("POST", host + "/Shutdown", shut_down);
    handlers.add("POST", host + "/CancelDisabledState", cancel_disabled);
    handlers.add("POST", host + "/CancelPendingReboot", cancel_reboot);
    handlers.add("POST", host + "/InstallRDSRole", install_role);
    handlers.after_update("rds/host", [](Farm& farm, const std::string&, const RowKey& key,
                                         json::Object& row) { follow_settings(farm, key, row); });
    handlers.after_remove("rds/host", [](Farm& farm, const std::string&, const RowKey& key, json::Object&) {
        end_sessions_on_host(farm, key);
    });
    handlers.add_job("host.down", go_down);
    handlers.add_job("host.booted", booted);
    handlers.add_job("host.ready", [](Farm& farm, const json::Object& payload) {
        set_host_state(farm, host_of(payload), AgentState::ok);
    });
    // The role needs a restart.
    handlers.add_job("host.role",
                     [](Farm& farm, const json::Object& payload) { begin_reboot(farm, host_of(payload)); });
}

}  // namespace rasctl::simulator
