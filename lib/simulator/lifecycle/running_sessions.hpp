// User sessions that run: ending and disconnecting them keeps the counts of their hosts right.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

enum class SessionState { active = 0, disconnected = 4, idle = 5 };
enum class SessionSource { rds = 1, vdi = 2, avd = 63 };

// Ends the session and its processes.
void end_session(Farm& farm, const RowKey& session);
void disconnect_session(Farm& farm, const RowKey& session);

// The sessions whose row has that member value ("serverID", 1001).
std::vector<RowKey> sessions_with(const Farm& farm, std::string_view member, const json::Value& value);

// Sessions show what their pool is called now.
void name_pool_of_sessions(Farm& farm, std::int64_t pool, std::string_view name);

void end_sessions_on_host(Farm& farm, const RowKey& host);
void end_sessions_on_machine(Farm& farm, std::string_view machine);

}  // namespace rasctl::simulator
