#include "simulator/lifecycle/running_sessions.hpp"

#include <array>

#include "json/writer.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::array process_tables{"rdprocess", "vdiprocess", "avdprocess", "hostprocess"};

bool is_disconnected(const json::Object& session) {
    return number_in(session, "state") == static_cast<int>(SessionState::disconnected);
}

void count(Farm& farm, const json::Object& session, int change) {
    const RowKey host(number_in(session, "serverID"));
    const auto row = farm.read("rds/host", host);
    if (!row) return;
    const json::Value* status = row->find("$status");
    const std::string_view member = is_disconnected(session) ? "disconnectedSessions" : "activeSessions";
    const std::int64_t now = status ? number_in(status->as_object(), member) : 0;
    farm.set_status("rds/host", host, member, std::max<std::int64_t>(0, now + change));
    if (member == "activeSessions")
        farm.set_status("rds/host", host, "activeConnections", std::max<std::int64_t>(0, now + change));
}

// Rows are compact JSON text: looking for the member as it is written spares parsing tens of thousands of
// them.
std::vector<RowKey> rows_with(const Farm& farm, std::string_view table, std::string_view member,
                              const json::Value& value) {
    std::vector<RowKey> result;
    const Table* rows = farm.store().table(table);
    if (!rows) return result;
    const std::string wanted = json::write(json::Value(object({{std::string(member), value}})));
    const std::string_view inner = std::string_view(wanted).substr(1, wanted.size() - 2);
    for (const auto& [key, text] : *rows) {
        const auto at = text.find(inner);
        if (at == std::string::npos) continue;
        const char next = text[at + inner.size()];
        if (next == ',' || next == '}') result.push_back(key);
    }
    return result;
}

}  // namespace

std::vector<RowKey> sessions_with(const Farm& farm, std::string_view member, const json::Value& value) {
    return rows_with(farm, "rdsession", member, value);
}

void end_session(Farm& farm, const RowKey& session) {
    const auto row = farm.read("rdsession", session);
    if (!row) return;
    count(farm, *row, -1);
    farm.store().erase("rdsession", session);
    for (const char* table : process_tables)
        for (const RowKey& process : rows_with(farm, table, "session", session.number))
            farm.store().erase(table, process);
}

void disconnect_session(Farm& farm, const RowKey& session) {
    auto row = farm.read("rdsession", session);
    if (!row || is_disconnected(*row)) return;
    count(farm, *row, -1);
    row->set("state", static_cast<int>(SessionState::disconnected));
    row->set("idleStartTime", farm.clock().date_time());
    row->set("disconnectReason", "Disconnected by an administrator");
    count(farm, *row, 1);
    farm.store().write("rdsession", session, *row);
}

void name_pool_of_sessions(Farm& farm, std::int64_t pool, std::string_view name) {
    for (const RowKey& session : sessions_with(farm, "$poolId", pool)) {
        json::Object row = farm.read("rdsession", session).value_or(json::Object{});
        if (text_in(row, "poolName") == name) continue;
        row.set("poolName", name);
        farm.store().write("rdsession", session, row);
    }
}

void end_sessions_on_host(Farm& farm, const RowKey& host) {
    for (const RowKey& session : sessions_with(farm, "serverID", host.number)) end_session(farm, session);
}

void end_sessions_on_machine(Farm& farm, std::string_view machine) {
    for (const RowKey& session : sessions_with(farm, "$vmId", machine)) end_session(farm, session);
}

}  // namespace rasctl::simulator
