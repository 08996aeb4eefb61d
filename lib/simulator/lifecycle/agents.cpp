// The agents on servers: what they say about themselves, updates, removal, logs.
#include <array>
#include <optional>

#include <fmt/format.h>

#include "simulator/api/status.hpp"
#include "simulator/lifecycle/host_states.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

struct AgentKind {
    std::string_view table;
    std::string_view diagnostic;  // last segment of the path
    int server_type;
};
constexpr std::array kinds{
    AgentKind{"connectionbroker", "Broker", 7},
    AgentKind{"gateway", "Gateway", 3},
    AgentKind{"rds/host", "RDS", 1},
    AgentKind{"provider", "Provider", 2},
    AgentKind{"enrollmentserver", "EnrollmentServer", 46},
    AgentKind{"halb", "HALBDevice", 25},
    AgentKind{"vdihost", "Guest", 4},
    AgentKind{"avdhost", "Guest", 4},
};

constexpr std::int64_t seconds_to_update = 45;
constexpr int standard_log = 3;

struct Agent {
    std::string table;
    RowKey key;
};

// The agent on the server of that name; `only` narrows the search to one kind of servers.
std::optional<Agent> agent_on(const Farm& farm, std::string_view server, std::string_view only = {}) {
    for (const AgentKind& kind : kinds) {
        if (!only.empty() && only != kind.diagnostic) continue;
        for (const RowKey& key : farm.store().keys(kind.table)) {
            const json::Object row = farm.read(kind.table, key).value_or(json::Object{});
            for (const char* member : {"server", "name"})
                if (equal_ignoring_case(text_in(row, member), server))
                    return Agent{std::string(kind.table), key};
        }
    }
    return std::nullopt;
}

std::string server_of(const Call& call) {
    const json::Value* server = call.field("server");
    if (!server) server = call.query_value("server");
    return server ? server->scalar_text() : "";
}

std::int64_t agent_state(const Farm& farm, const Agent& agent) {
    const auto state = farm.status(agent.table, agent.key, "agentState");
    return state ? state->to_int64().value_or(0) : 0;
}

// What the status of its server shows.
json::Value agent_says(const Farm& farm, const Agent& agent, std::string_view field) {
    return reported(farm, agent.table, agent.key, farm.read(agent.table, agent.key).value_or(json::Object{}),
                    field);
}

// A broker that stands by and a server that an administrator switched off are as they should be.
bool needs_attention(const Farm& farm, const Agent& agent) {
    const std::int64_t state = agent_says(farm, agent, "agentState").to_int64().value_or(0);
    return state != static_cast<int>(AgentState::ok) && state != static_cast<int>(AgentState::stand_by) &&
           state != static_cast<int>(AgentState::disabled);
}

json::Object agent_payload(const Agent& agent) {
    return object({{"table", agent.table}, {"key", agent.key.to_text()}});
}

Agent agent_of(const json::Object& payload) {
    return {text_in(payload, "table"), RowKey::from(text_in(payload, "key"))};
}

Response no_agent(const Call& call) {
    return not_found(fmt::format("No server {} is in the farm.", server_of(call)));
}

Response diagnose(Farm& farm, const Call& call, std::string_view kind) {
    const std::string server = server_of(call);
    const auto agent = agent_on(farm, server, kind);
    json::Object answer = object({{"server", server}, {"agentDiagnosticType", agent ? 0 : 1}});
    if (agent) {
        const auto says = [&](std::string_view field) { return agent_says(farm, *agent, field); };
        answer = merged(
            answer, object({{"agentVersion", says("agentVer")},
                            {"serverOS", says("serverOS")},
                            {"preferredBroker", says("preferredBroker")},
                            {"errorText", needs_attention(farm, *agent) ? "The agent needs attention." : ""},
                            {"rdsRoleInstalled", agent->table == "rds/host"}}));
    } else {
        answer.set("errorText", "No agent answers on this server.");
    }
    return ok(project(call.operation.response(), json::Value(answer), farm.options().api));
}

Response update_agent(Farm& farm, const Call& call) {
    const auto agent = agent_on(farm, server_of(call));
    if (!agent) return no_agent(call);
    farm.set_status(agent->table, agent->key, "agentState", static_cast<int>(AgentState::updating));
    farm.later(seconds_to_update, "agent.updated", agent_payload(*agent));
    return no_content();
}

Response remove(Farm& farm, const Call& call) {
    const auto agent = agent_on(farm, server_of(call));
    if (!agent) return no_agent(call);
    if (agent_state(farm, *agent) == static_cast<int>(AgentState::not_verified))
        return business_error("no agent is installed on the server");
    farm.set_status(agent->table, agent->key, "agentState", static_cast<int>(AgentState::not_verified));
    farm.set_status(agent->table, agent->key, "agentVer", "");
    return no_content();
}

Response get_logs(Farm& farm, const Call& call) {
    const auto agent = agent_on(farm, server_of(call));
    if (!agent) return no_agent(call);
    return file(fmt::format("[I {}] {} agent started, version {}\n",
                            agent_says(farm, *agent, "serviceStartTime").scalar_text(), server_of(call),
                            agent_says(farm, *agent, "agentVer").scalar_text()),
                server_of(call) + ".log");
}

Response set_log_level(Farm& farm, const Call& call) {
    const auto agent = agent_on(farm, server_of(call));
    if (!agent) return no_agent(call);
    farm.set_status(agent->table, agent->key, "logLevel", *call.field("logLevel"));
    const json::Value* duration = call.field("durationInSec");
    farm.later(duration ? duration->to_int64().value_or(43'200) : 43'200, "agent.quiet",
               agent_payload(*agent));
    return no_content();
}

Response delete_logs(Farm& farm, const Call& call) {
    return agent_on(farm, server_of(call)) ? no_content() : no_agent(call);
}

}  // namespace

void add_agent_life_cycle(Handlers& handlers) {
    for (const AgentKind& kind : kinds)
        handlers.add("GET", "/api/Agent/Diagnostic/" + std::string(kind.diagnostic),
                     [kind](Farm& farm, const Call& call) { return diagnose(farm, call, kind.diagnostic); });
    handlers.add("PUT", "/api/Agent", update_agent);
    handlers.add("DELETE", "/api/Agent", remove);
    handlers.add("GET", "/api/Agent/logs", get_logs);
    handlers.add("PUT", "/api/Agent/logs", set_log_level);
    handlers.add("DELETE", "/api/Agent/logs", delete_logs);
    handlers.add_job("agent.updated", [](Farm& farm, const json::Object& payload) {
        const Agent agent = agent_of(payload);
        farm.set_status(agent.table, agent.key, "agentState", 0);
        farm.set_status(agent.table, agent.key, "agentVer", farm.agent_version());
    });
    handlers.add_job("agent.quiet", [](Farm& farm, const json::Object& payload) {
        const Agent agent = agent_of(payload);
        farm.set_status(agent.table, agent.key, "logLevel", standard_log);
    });
}

}  // namespace rasctl::simulator
