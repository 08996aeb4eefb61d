// The states of RD session hosts, and going from one to another.
#pragma once

#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// The values of the API's AgentState that the simulator gives to hosts.
enum class AgentState {
    needs_update = -5,
    not_verified = -4,
    disabled = -2,
    disconnected = -1,
    ok = 0,
    schedule_in_progress = 4,
    synchronising = 10,
    drain_until_restart = 13,
    drain = 14,
    logon_disabled = 15,
    ras_prep = 18,
    installing_role = 20,
    reboot_pending = 21,
    cloning = 25,
    stand_by = 27,
    under_construction = 52,
    no_members = 58,
    pending_recreation = 61,
    updating = 67,
};

AgentState host_state(const Farm& farm, const RowKey& host);
void set_host_state(Farm& farm, const RowKey& host, AgentState state);

// Marks the host; ten seconds later its sessions end and it is gone for a minute.
void begin_reboot(Farm& farm, const RowKey& host);
// False when logons were allowed already.
bool allow_logons(Farm& farm, const RowKey& host);
// False when no reboot was pending.
bool cancel_pending_reboot(Farm& farm, const RowKey& host);

}  // namespace rasctl::simulator
