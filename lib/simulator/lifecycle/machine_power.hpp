// Virtual machines' power and what hangs on it: the agent of an RD session host, a virtual desktop or an
// Azure host.
#pragma once

#include <optional>
#include <string>

#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// VDIHostState of the API.
enum class MachineState {
    on = 0,
    on_with_agent = 1,
    off = 2,
    paused = 3,
    as_template = 4,
    maintenance = 5,
    cloning = 6,
    personalizing = 7,
};

// A virtual machine by its provider and id.
struct Machine {
    std::string provider;
    std::string id;
    std::string table() const { return "provider/" + provider + "/vm"; }
    RowKey key() const { return RowKey::from(id); }
};

// Nothing when the provider has no such machine.
std::optional<MachineState> machine_state(const Farm& farm, const Machine& machine);
void set_machine_state(Farm& farm, const Machine& machine, MachineState state);

// Whether a RAS agent runs on it, so that it is ready only when the agent has connected.
bool has_agent(const Farm& farm, const Machine& machine);

// Turns it on: the system starts at once, the agent connects half a minute later.
void power_on(Farm& farm, const Machine& machine);
// Ends its sessions and turns it off ten seconds later.
void power_off(Farm& farm, const Machine& machine);

}  // namespace rasctl::simulator
