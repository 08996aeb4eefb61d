#include "simulator/lifecycle/machine_power.hpp"

#include "simulator/lifecycle/running_sessions.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr int disconnected = -1;
constexpr std::int64_t seconds_to_stop = 10;
constexpr std::int64_t seconds_to_connect = 30;

json::Object machine_payload(const Machine& machine) {
    return object({{"provider", machine.provider}, {"vm", machine.id}});
}

// The RD session host that runs on the machine, or 0.
std::int64_t host_on(const Farm& farm, const Machine& machine) {
    const auto row = farm.read(machine.table(), machine.key());
    return row ? number_in(*row, "$host") : 0;
}

}  // namespace

std::optional<MachineState> machine_state(const Farm& farm, const Machine& machine) {
    const auto row = farm.read(machine.table(), machine.key());
    if (!row) return std::nullopt;
    return static_cast<MachineState>(number_in(*row, "state"));
}

void set_machine_state(Farm& farm, const Machine& machine, MachineState state) {
    auto row = farm.read(machine.table(), machine.key());
    if (!row) return;
    row->set("state", static_cast<int>(state));
    farm.store().write(machine.table(), machine.key(), *row);
}

bool has_agent(const Farm& farm, const Machine& machine) {
    return host_on(farm, machine) != 0 || farm.store().contains("vmhost", machine.key());
}

void power_on(Farm& farm, const Machine& machine) {
    farm.cancel_later("machine.off", "vm", machine.id);
    set_machine_state(farm, machine, MachineState::on);
    if (has_agent(farm, machine)) farm.later(seconds_to_connect, "machine.agent", machine_payload(machine));
}

void power_off(Farm& farm, const Machine& machine) {
    farm.cancel_later("machine.agent", "vm", machine.id);
    end_sessions_on_machine(farm, machine.id);
    if (const std::int64_t host = host_on(farm, machine); host != 0) {
        end_sessions_on_host(farm, host);
        farm.set_status("rds/host", host, "agentState", disconnected);
    }
    set_machine_state(farm, machine, MachineState::on);
    farm.later(seconds_to_stop, "machine.off", machine_payload(machine));
}

}  // namespace rasctl::simulator
