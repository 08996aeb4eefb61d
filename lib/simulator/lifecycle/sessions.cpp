// User sessions on RD session hosts: messages, disconnecting, logging off, processes.
#include <array>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "simulator/api/row_stream.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/lifecycle/running_sessions.hpp"
#include "simulator/lifecycle/session_routes.hpp"
#include "simulator/model/date_time.hpp"
#include "simulator/model/made_names.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

void set_absent(json::Object& object, std::string_view name, json::Value value) {
    if (!object.find(name)) object.append(std::string(name), std::move(value));
}

// Devices are named by their kind: "MAC-00005". At home people use what they have.
std::string_view client_system(std::string_view device, std::int64_t chance) {
    constexpr std::array at_home{"HTML5", "iOS 17", "Android 14"};
    if (device.starts_with("MAC-")) return "macOS 14.5";
    if (device.starts_with("THIN-")) return "Linux (Debian 12)";
    if (device.starts_with("HOME-")) return at_home[static_cast<std::size_t>(chance)];
    return "Windows 11";
}

// What a host measures about a session; the same for the same session at every asking.
void fill_measures(json::Object& session, std::uint64_t chance) {
    const auto part = [&](unsigned shift, std::int64_t below) {
        return static_cast<std::int64_t>((chance >> shift) % static_cast<std::uint64_t>(below));
    };
    constexpr std::array widths{1920, 2560, 1366, 3840, 1680};
    constexpr std::array heights{1080, 1440, 768, 2160, 1050};
    const auto screen = static_cast<std::size_t>(part(4, 5));
    const std::int64_t latency = 4 + part(8, 120);
    const std::array durations{part(10, 900),  part(12, 700),  40 + part(14, 100), part(16, 2000),
                               part(18, 1500), part(20, 3000), part(22, 2500),     part(24, 400)};
    constexpr std::array names{"connectionDuration", "authenticationDuration", "rasPolicyLookup",
                               "hostPreparation",    "groupPolicyLoadTime",    "userProfileLoadTime",
                               "desktopLoadTime",    "logonOthersDuration"};
    std::int64_t total = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        total += durations[i];
        set_absent(session, names[i], durations[i]);
    }
    set_absent(session, "logonDuration", total);
    set_absent(session, "uxEvaluator", latency + part(26, 60));
    set_absent(session, "connectionQuality", latency < 40 ? 4 : latency < 80 ? 3 : 2);
    set_absent(session, "latency", latency);
    set_absent(session, "protocol", part(28, 4) == 0 ? 2 : 10);
    set_absent(session, "bandwidthAvailability", 2000 + part(30, 90'000));
    set_absent(session, "reconnects", part(32, 4));
    set_absent(session, "incomingData", 1000 * part(34, 40'000));
    set_absent(session, "outgoingData", 1000 * part(36, 400'000));
    set_absent(session, "horizontalResolution", widths[screen]);
    set_absent(session, "verticalResolution", heights[screen]);
    set_absent(session, "colourDepth", 32);
    set_absent(session, "clientOS", client_system(text_in(session, "deviceName"), part(38, 3)));
    set_absent(session, "clientVersion", "21.0.26036");
    set_absent(session, "clientIPAddress",
               fmt::format("10.{}.{}.{}", 60 + part(40, 8), part(42, 250), 2 + part(44, 250)));
}

std::string pool_name(const Farm& farm, std::int64_t pool) {
    if (pool == 0) return {};
    for (const char* table : {"rds/hostpool", "vdi/hostpool", "avd/hostpool"})
        if (const auto row = farm.read(table, pool)) return text_in(*row, "name");
    return {};
}

void show_route(const Farm& farm, SessionRoutes& routes, const RowKey& key, json::Object& session) {
    enum Mode { through_gateway = 0, directly = 1, through_gateway_encrypted = 2 };
    constexpr int gateway_hop = 2;
    const GatewayRoute route = routes.route_of(farm, key.number, number_in(session, "siteId"));
    const bool direct = route.gateway == 0;
    set_absent(session, "connectionMode",
               static_cast<int>(direct                     ? directly
                                : is_encrypted(key.number) ? through_gateway_encrypted
                                                           : through_gateway));
    set_absent(session, "rfiCount", direct ? 0 : 1);
    json::Array hops;
    if (!direct) hops.emplace_back(object({{"type", gateway_hop}, {"ip", route.address}}));
    set_absent(session, "rfiInfoList", std::move(hops));
}

void show_session(Farm& farm, SessionRoutes& routes, const RowKey& key, json::Object& session) {
    const std::int64_t now = farm.clock().now();
    const std::uint64_t chance = made::scatter(static_cast<std::uint64_t>(key.number) ^ 0x5E55U);
    fill_measures(session, chance);
    const std::string client = text_in(session, "clientIPAddress");
    set_absent(session, "ip", client);
    show_route(farm, routes, key, session);
    set_absent(session, "authenticationType", chance % 5 == 0 ? 3 : 1);
    set_absent(session, "mfaProvider", chance % 3 == 0 ? 5 : 0);
    set_absent(session, "userProfileType", 3);
    const auto seconds_since = [&](std::string_view member) {
        const auto then = parse_date_time(text_in(session, member));
        return then ? std::max<std::int64_t>(0, now - *then) : 0;
    };
    set_absent(session, "sessionLength", seconds_since("logonTime"));
    const bool works = number_in(session, "state") == static_cast<int>(SessionState::active);
    set_absent(session, "idleTime", works ? 0 : seconds_since("idleStartTime"));
    if (!session.find("poolName")) session.append("poolName", pool_name(farm, number_in(session, "$poolId")));
}

// The members by which the status of published items shows the same session.
void show_published_item(json::Object& session) {
    if (!session.find("$item")) return;
    set_absent(session, "id", number_in(session, "$item"));
    set_absent(session, "name", text_in(session, "$app"));
    const std::string machine = text_in(session, "$vmId");
    set_absent(session, "sessionHostId", machine.empty() ? text_in(session, "serverID") : machine);
    set_absent(session, "sessionId", number_in(session, "sessionID"));
    set_absent(session, "themeId", number_in(session, "themeID"));
    set_absent(session, "groupId", number_in(session, "$poolId"));
    set_absent(session, "pid", 4 * (1000 + number_in(session, "sessionID") * 6 + 1));
    set_absent(session, "startTime", text_in(session, "logonTime"));
}

// Sessions, all or those of one source or that run a published item.
Response list_sessions(Farm& farm, const Handlers& handlers, const Call& call,
                       std::optional<RowFilter> only) {
    RowList list;
    list.table = "rdsession";
    list.type = call.operation.response();
    if (only) list.stored.push_back(std::move(*only));
    const auto schema = list.type.schema();
    for (const auto& [name, value] : call.query) {
        // -1 asks for all.
        if (value.to_int64() == -1 || (value.is_string() && value.as_string().empty())) continue;
        if (equal_ignoring_case(name, "groupId"))
            list.stored.push_back({"$poolId", value});
        else if (equal_ignoring_case(name, "server"))
            list.stored.push_back({"sessionHostName", value});
        else if (const auto field = schema ? schema->field(name) : std::nullopt)
            list.shown.push_back({std::string(field->name()), value});
    }
    return row_response(farm, handlers, std::move(list));
}

// The session that the path names, when it is on the host that the path names.
bool is_on_host(const Farm& farm, const Call& call, std::string_view table) {
    const auto row = farm.read(table, call.key(1));
    return row && number_in(*row, "serverID") == call.key(0).number;
}

Response no_session(const Call& call) {
    return not_found(
        fmt::format("The host {} has no session {}.", call.parameters.at(0), call.parameters.at(1)));
}

Response log_off(Farm& farm, const Call& call) {
    if (!is_on_host(farm, call, "rdsession")) return no_session(call);
    end_session(farm, call.key(1));
    return no_content();
}

Response disconnect(Farm& farm, const Call& call) {
    if (!is_on_host(farm, call, "rdsession")) return no_session(call);
    disconnect_session(farm, call.key(1));
    return no_content();
}

Response send_message(Farm& farm, const Call& call) {
    if (!is_on_host(farm, call, "rdsession")) return no_session(call);
    auto row = farm.read("rdsession", call.key(1)).value_or(json::Object{});
    row.set("$message", call.body);
    farm.store().write("rdsession", call.key(1), row);
    return no_content();
}

Response kill_process(Farm& farm, const Call& call) {
    if (!is_on_host(farm, call, "rdprocess"))
        return not_found(
            fmt::format("The host {} has no process {}.", call.parameters.at(0), call.parameters.at(1)));
    farm.store().erase("rdprocess", call.key(1));
    return no_content();
}

}  // namespace

void add_session_life_cycle(Handlers& handlers) {
    const auto routes = std::make_shared<SessionRoutes>();
    handlers.decorate("rdsession",
                      [routes](Farm& farm, const std::string&, const RowKey& key, json::Object& session) {
                          show_session(farm, *routes, key, session);
                          show_published_item(session);
                      });
    handlers.decorate_status(
        "gateway", [routes](Farm& farm, const std::string&, const RowKey& key, json::Object& status) {
            const SessionRoutes::Count count = routes->connected_through(farm, key.number);
            status.set("activeConnections", count.all);
            status.set("activeRDPSessions", count.all - count.encrypted);
            status.set("activeRDPSSLSessions", count.encrypted);
        });
    handlers.add("GET", "/api/RDSession", [&handlers](Farm& farm, const Call& call) {
        return list_sessions(farm, handlers, call, std::nullopt);
    });
    handlers.add("GET", "/api/RDS/Host/sessions", [&handlers](Farm& farm, const Call& call) {
        return list_sessions(farm, handlers, call, RowFilter{"source", static_cast<int>(SessionSource::rds)});
    });
    handlers.add("GET", "/api/PubItems/status", [&handlers](Farm& farm, const Call& call) {
        return list_sessions(farm, handlers, call, RowFilter{"type", 2});
    });
    handlers.add("POST", "/api/RDS/Host/{rdsId}/sessions/{id}/logoff", log_off);
    handlers.add("POST", "/api/RDS/Host/{rdsId}/sessions/{id}/disconnect", disconnect);
    handlers.add("POST", "/api/RDS/Host/{rdsId}/sessions/{id}/sendmsg", send_message);
    handlers.add("POST", "/api/RDS/Host/{rdsId}/sessions/processes/{id}/kill", kill_process);
}

}  // namespace rasctl::simulator
