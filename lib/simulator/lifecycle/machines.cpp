// Virtual machines: start, stop, suspend, reset and restart, each with the time it takes.
#include <array>

#include <fmt/format.h>

#include "simulator/api/removal.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/machine_power.hpp"
#include "simulator/lifecycle/running_sessions.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

Machine machine_of(const Call& call) {
    return {call.parameters.at(0), call.parameters.at(1)};
}

Machine machine_of(const json::Object& payload) {
    return {text_in(payload, "provider"), text_in(payload, "vm")};
}

std::string name_of(const Farm& farm, const Machine& machine) {
    return text_in(farm.read(machine.table(), machine.key()).value_or(json::Object{}), "name");
}

bool is_running(MachineState state) {
    return state == MachineState::on || state == MachineState::on_with_agent;
}

// Runs `act` on a machine whose state allows it.
Response with_machine(Farm& farm, const Call& call, bool (*allowed)(MachineState), std::string_view refusal,
                      void (*act)(Farm&, const Machine&)) {
    const Machine machine = machine_of(call);
    const auto state = machine_state(farm, machine);
    if (!state) return not_found(fmt::format("The virtual machine {} does not exist.", machine.id));
    if (!allowed(*state))
        return business_error(fmt::format("the virtual machine {} {}", name_of(farm, machine), refusal));
    act(farm, machine);
    return no_content();
}

Response start(Farm& farm, const Call& call) {
    return with_machine(
        farm, call,
        [](MachineState state) { return state == MachineState::off || state == MachineState::paused; },
        "is running already or cannot be started", power_on);
}

Response stop(Farm& farm, const Call& call) {
    return with_machine(
        farm, call, [](MachineState state) { return is_running(state) || state == MachineState::paused; },
        "is not running", power_off);
}

Response suspend(Farm& farm, const Call& call) {
    return with_machine(farm, call, is_running, "is not running", [](Farm& on, const Machine& machine) {
        for (const RowKey& session : sessions_with(on, "$vmId", machine.id)) disconnect_session(on, session);
        on.later(5, "machine.paused", object({{"provider", machine.provider}, {"vm", machine.id}}));
    });
}

// Like the button: what runs is lost at once.
Response reset(Farm& farm, const Call& call) {
    return with_machine(farm, call, is_running, "is not running", [](Farm& on, const Machine& machine) {
        power_off(on, machine);
        power_on(on, machine);
    });
}

Response restart(Farm& farm, const Call& call) {
    return with_machine(farm, call, is_running, "is not running", [](Farm& on, const Machine& machine) {
        power_off(on, machine);
        on.later(15, "machine.on", object({{"provider", machine.provider}, {"vm", machine.id}}));
    });
}

void agent_connected(Farm& farm, const json::Object& payload) {
    const Machine machine = machine_of(payload);
    if (machine_state(farm, machine) != MachineState::on) return;
    set_machine_state(farm, machine, MachineState::on_with_agent);
    const auto row = farm.read(machine.table(), machine.key());
    const std::int64_t host = row ? number_in(*row, "$host") : 0;
    if (host == 0) return;
    farm.set_status("rds/host", host, "agentState", 0);
    farm.set_status("rds/host", host, "systemBootTime", Clock::status_time(farm.clock().now() - 30));
    farm.set_status("rds/host", host, "serviceStartTime", Clock::status_time(farm.clock().now()));
}

// A host's status follows its virtual machine.
void show_host(Farm& farm, const std::string& table, const RowKey& key, json::Object& status) {
    const json::Object row = farm.read(table, key).value_or(json::Object{});
    std::string provider = text_in(row, "providerId");
    if (provider.empty()) provider = text_in(row, "providerID");
    const Machine machine{provider, key.to_text()};
    const json::Object vm = farm.read(machine.table(), key).value_or(json::Object{});
    const std::int64_t state = number_in(vm, "state");
    const bool ready = state == static_cast<int>(MachineState::on_with_agent);
    const bool starting = state == static_cast<int>(MachineState::on);
    for (const char* name : {"name", "server"}) status.set(name, text_in(vm, "name"));
    status.set("state", state);
    status.set("connection", ready ? 3 : starting ? 1 : 0);
    status.set("ip", text_in(vm, "ip"));
    if (const std::string system = text_in(vm, "os"); !system.empty()) status.set("serverOS", system);
    status.set("hostID", key.to_text());
    status.set("providerID", machine.provider.empty() ? 0 : RowKey::from(machine.provider).number);
    status.set("isMaintenance", state == static_cast<int>(MachineState::maintenance));
    status.set("isTemplate", flag_in(vm, "isTemplate"));
    if (!farm.status(table, key, "agentState")) status.set("agentState", ready ? 0 : -1);
    for (const char* guests : {"vdihost", "avdhost"}) {
        const auto guest = farm.read(guests, key);
        if (!guest) continue;
        const std::int64_t made_from = number_in(*guest, "templateId");
        status.set("templateID", made_from);
        status.set("user", text_in(*guest, "user"));
        status.set("serverType", std::string_view(guests) == "vdihost" ? 2013 : 67);
        status.set("templateType", std::string_view(guests) == "vdihost" ? 0 : 1);
        for (const char* templates : {"vdi/template", "avd/template"})
            if (const auto found = farm.read(templates, made_from))
                status.set("templateName", text_in(*found, "name"));
    }
}

// The machine's session, the same that lists of sessions show; null where nobody works on it.
json::Value session_on(Farm& farm, const Handlers& handlers, const RowKey& machine) {
    const auto sessions = sessions_with(farm, "$vmId", machine.to_text());
    if (sessions.empty()) return json::Null{};
    json::Object session = farm.read("rdsession", sessions.front()).value_or(json::Object{});
    handlers.run_decorate(farm, "rdsession", sessions.front(), session);
    return session;
}

Response cancel_schedule(Farm& farm, const Call& call) {
    const Machine machine = machine_of(call);
    for (const char* guests : {"vdihost", "avdhost"}) {
        const auto state = farm.status(guests, machine.key(), "agentState");
        if (state && state->to_int64() == 4) farm.set_status(guests, machine.key(), "agentState", 0);
    }
    return no_content();
}

// What a provider's machines are to the farm. A template is one of its machines too.
constexpr std::array on_provider{std::string_view("vmhost"),       std::string_view("vdihost"),
                                 std::string_view("avdhost"),      std::string_view("rds/template"),
                                 std::string_view("vdi/template"), std::string_view("avd/template"),
                                 std::string_view("avd/workspace")};

}  // namespace

void add_machine_life_cycle(Handlers& handlers) {
    const std::string machine = "/api/Provider/{providerId}/VM/{id}";
    handlers.add("POST", machine + "/Start", start);
    handlers.add("POST", machine + "/Stop", stop);
    handlers.add("POST", machine + "/Suspend", suspend);
    handlers.add("POST", machine + "/Reset", reset);
    handlers.add("POST", machine + "/Restart", restart);
    handlers.add("POST", machine + "/VDIHost/CancelSchedule", cancel_schedule);
    handlers.add("POST", machine + "/AVDHost/CancelSchedule", cancel_schedule);
    handlers.add_job("machine.agent", agent_connected);
    handlers.add_job("machine.on",
                     [](Farm& farm, const json::Object& payload) { power_on(farm, machine_of(payload)); });
    handlers.add_job("machine.off", [](Farm& farm, const json::Object& payload) {
        set_machine_state(farm, machine_of(payload), MachineState::off);
    });
    handlers.add_job("machine.paused", [](Farm& farm, const json::Object& payload) {
        set_machine_state(farm, machine_of(payload), MachineState::paused);
    });
    for (const char* table : {"vmhost", "vdihost", "avdhost"})
        handlers.decorate_status(
            table, [&handlers](Farm& farm, const std::string& name, const RowKey& key, json::Object& status) {
                show_host(farm, name, key, status);
                status.set("session", session_on(farm, handlers, key));
            });
    for (const char* table : {"vdihost", "avdhost"})
        handlers.after_remove(table, [](Farm& farm, const std::string&, const RowKey& key, json::Object&) {
            end_sessions_on_machine(farm, key.to_text());
        });
    handlers.after_remove("provider",
                          [&handlers](Farm& farm, const std::string&, const RowKey& key, json::Object&) {
                              remove_objects_with(farm, handlers, "providerId", key.number, on_provider);
                          });
}

}  // namespace rasctl::simulator
