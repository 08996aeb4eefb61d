// Sessions on virtual desktops and Azure hosts: the same sessions as in RDSession, shown a host at a time.
#include <map>

#include <fmt/format.h>

#include "simulator/api/row_stream.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/running_sessions.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

struct SessionHosts {
    SessionSource source;
    std::string_view path;   // segment of the API's paths
    std::string_view table;  // of the hosts
    int server_type;
    std::string_view system;
};
constexpr SessionHosts vdi_hosts{SessionSource::vdi, "VDIHost", "vdihost", 2013, "Windows 11 Enterprise"};
constexpr SessionHosts avd_hosts{SessionSource::avd, "AVDHost", "avdhost", 67,
                                 "Windows 11 Enterprise multi-session"};

json::Object host_of_sessions(const Farm& farm, const SessionHosts& kind, const std::string& machine,
                              json::Array sessions) {
    const json::Object host = farm.read(kind.table, RowKey::from(machine)).value_or(json::Object{});
    const std::string name = text_in(host, "name");
    return object({{"id", machine},
                   {"siteId", number_in(host, "siteId")},
                   {"agentState", 0},
                   {"serverType", kind.server_type},
                   {"server", name},
                   {"agentVer", farm.agent_version()},
                   {"serverOS", kind.system},
                   {"hostID", machine},
                   {"hostName", name},
                   {"providerID", number_in(host, "providerId")},
                   {"hostPoolID", number_in(host, "hostPoolId")},
                   {"templateID", number_in(host, "templateId")},
                   {"sessions", std::move(sessions)}});
}

// Whether the caller's query lets the session through.
bool is_asked_for(const Call& call, const json::Object& session) {
    for (const char* name : {"User", "SiteId"}) {
        const json::Value* wanted = call.query_value(name);
        const json::Value* found = session.find_ignoring_case(name);
        if (wanted && !wanted->scalar_text().empty() && (!found || !same_value(*found, *wanted)))
            return false;
    }
    return true;
}

// `provider` and `machine` narrow the answer; 0 and "" mean all.
Response list_hosts(Farm& farm, const Handlers& handlers, const Call& call, const SessionHosts& kind,
                    std::int64_t provider, const std::string& machine) {
    std::map<std::string, json::Array> by_machine;
    for (const RowKey& key : sessions_with(farm, "source", static_cast<int>(kind.source))) {
        json::Object session = farm.read("rdsession", key).value_or(json::Object{});
        const std::string on = text_in(session, "$vmId");
        if (provider != 0 && number_in(session, "serverID") != provider) continue;
        if ((!machine.empty() && on != machine) || !is_asked_for(call, session)) continue;
        handlers.run_decorate(farm, "rdsession", key, session);
        by_machine[on].emplace_back(std::move(session));
    }
    json::Array hosts;
    for (auto& [id, sessions] : by_machine) {
        json::Value host = host_of_sessions(farm, kind, id, std::move(sessions));
        hosts.push_back(project(call.operation.response(), host, farm.options().api));
    }
    return ok(std::move(hosts));
}

void add_lists(Handlers& handlers, const SessionHosts& kind) {
    handlers.add("GET", fmt::format("/api/Provider/VM/{}/Session", kind.path),
                 [&handlers, kind](Farm& farm, const Call& call) {
                     return list_hosts(farm, handlers, call, kind, 0, {});
                 });
    handlers.add("GET", fmt::format("/api/Provider/{{providerId}}/VM/{}/Session", kind.path),
                 [&handlers, kind](Farm& farm, const Call& call) {
                     return list_hosts(farm, handlers, call, kind, call.key(0).number, {});
                 });
    handlers.add("GET", fmt::format("/api/Provider/{{providerId}}/VM/{{vmId}}/{}/Session", kind.path),
                 [&handlers, kind](Farm& farm, const Call& call) {
                     return list_hosts(farm, handlers, call, kind, call.key(0).number, call.parameters.at(1));
                 });
}

Response for_each_session(Farm& farm, const Call& call, void (*act)(Farm&, const RowKey&)) {
    for (const RowKey& session : sessions_with(farm, "$vmId", call.parameters.at(1))) act(farm, session);
    return no_content();
}

Response send_machine_message(Farm& farm, const Call& call) {
    for (const RowKey& session : sessions_with(farm, "$vmId", call.parameters.at(1))) {
        auto row = farm.read("rdsession", session).value_or(json::Object{});
        row.set("$message", call.body);
        farm.store().write("rdsession", session, row);
    }
    return no_content();
}

Response kill_machine_process(Farm& farm, const Call& call) {
    const RowKey process = call.key(2);
    const auto row = farm.read("hostprocess", process);
    if (!row || text_in(*row, "vdiHostId") != call.parameters.at(1))
        return not_found(fmt::format("The virtual machine has no process {}.", process.to_text()));
    for (const char* table : {"hostprocess", "vdiprocess", "avdprocess"}) farm.store().erase(table, process);
    return no_content();
}

}  // namespace

void add_host_session_lists(Handlers& handlers) {
    add_lists(handlers, vdi_hosts);
    add_lists(handlers, avd_hosts);
    handlers.add("POST", "/api/Provider/{providerId}/VM/{vmId}/VDIHost/LogOff",
                 [](Farm& farm, const Call& call) { return for_each_session(farm, call, end_session); });
    handlers.add(
        "POST", "/api/Provider/{providerId}/VM/{vmId}/VDIHost/Disconnect",
        [](Farm& farm, const Call& call) { return for_each_session(farm, call, disconnect_session); });
    handlers.add("POST", "/api/Provider/{providerId}/VM/{vmId}/VDIHost/SendMsg", send_machine_message);
    handlers.add("POST", "/api/Provider/{providerId}/VM/{vmId}/Host/Process/{id}/Kill", kill_machine_process);
}

}  // namespace rasctl::simulator
