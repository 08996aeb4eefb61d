#include "simulator/api/status.hpp"

#include <algorithm>
#include <array>

#include "simulator/api/handlers.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/scalar.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/row_members.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

struct ServerKind {
    std::string_view table;
    int type;  // RASServerType
    std::string_view system;
};

constexpr std::string_view windows = "Windows Server 2022 Standard";

constexpr std::array server_kinds{
    ServerKind{"rds/host", 1, windows},
    ServerKind{"provider", 2, windows},
    ServerKind{"gateway", 3, windows},
    ServerKind{"connectionbroker", 7, windows},
    ServerKind{"site", 9, windows},
    ServerKind{"vdi/hostpool", 10, ""},
    ServerKind{"rds/hostpool", 16, ""},
    ServerKind{"halb", 51, "Linux"},
    ServerKind{"halb/{}/device", 25, "Linux"},
    ServerKind{"enrollmentserver", 46, windows},
    ServerKind{"avd/workspace", 64, ""},
    ServerKind{"avd/hostpool", 65, ""},
    ServerKind{"avd/template", 66, ""},
    ServerKind{"avdhost", 67, "Windows 11 Enterprise multi-session"},
    ServerKind{"vdi/templateversion", 95, ""},
    ServerKind{"avd/templateversion", 96, ""},
    ServerKind{"rds/templateversion", 97, ""},
    ServerKind{"rds/template", 107, ""},
    ServerKind{"vdi/template", 108, ""},
    ServerKind{"vdihost", 2013, "Windows 11 Enterprise"},
};

// Spreads ids so that neighbours do not look alike; always the same for the same id.
std::int64_t spread(const RowKey& key, std::int64_t salt, std::int64_t below) {
    std::uint64_t hash = 1469598103934665603ULL ^ static_cast<std::uint64_t>(key.number * 31 + salt);
    for (const char c : key.text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    hash ^= hash >> 29U;
    hash *= 0xBF58476D1CE4E5B9ULL;
    hash ^= hash >> 32U;
    return static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(below));
}

std::string address(const RowKey& key) {
    return "10.10." + std::to_string(spread(key, 11, 250)) + "." + std::to_string(1 + spread(key, 12, 250));
}

bool is_address(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// The first of a list of addresses, "10.1.1.21;10.1.1.22".
std::string_view first_address(std::string_view list) {
    return list.substr(0, list.find_first_of(";, "));
}

json::Value text_of(const json::Object& row, std::string_view name) {
    const json::Value* value = row.find(name);
    return value ? json::Value(value->scalar_text()) : json::Value("");
}

// The broker that the server's agent talks to: the one that it prefers, else the first of its site.
std::string broker_name(const Farm& farm, const json::Object& row) {
    const json::Value* wanted = row.find("preferredBrokerId");
    const json::Value* site = row.find_ignoring_case("siteId");
    std::string first;
    for (const RowKey& key : farm.store().keys("connectionbroker")) {
        const json::Object broker = farm.read("connectionbroker", key).value_or(json::Object{});
        const std::string server = text_of(broker, "server").as_string();
        if (wanted && wanted->to_int64() == key.number) return server;
        const json::Value* its = broker.find("siteId");
        if (first.empty() && (!site || !its || same_value(*its, *site))) first = server;
    }
    return first;
}

constexpr std::string_view beginning = "$beginning";

// Members that agents report; nothing for those that only the stored object can know.
json::Value derived(const Farm& farm, std::string_view field, const RowKey& key, const json::Object& row) {
    const std::string name = lower_case(field);
    const std::int64_t boot = beginning_of(farm) - 86400 * (2 + spread(key, 1, 40)) - spread(key, 2, 86400);
    if (name == "agentver") return farm.agent_version();
    if (name == "servicestarttime") return Clock::status_time(boot + 90);
    if (name == "systemboottime") return Clock::status_time(boot);
    if (name == "preferredpa" || name == "preferredbroker") return broker_name(farm, row);
    if (name == "loglevel") return 3;
    if (name == "enabled") return true;
    if (name == "cpuload") return 3 + spread(key, 3, 60);
    if (name == "memload") return 20 + spread(key, 4, 60);
    if (name == "diskread") return spread(key, 5, 20);
    if (name == "diskwrite") return spread(key, 6, 15);
    if (name == "ip" || name == "deviceip") {
        if (const std::string given = text_of(row, "iPs").as_string(); is_address(first_address(given)))
            return std::string(first_address(given));
        const std::string server = text_of(row, "server").as_string();
        return server.empty() ? address(key) : address_of_server(server);
    }
    if (name == "server") return text_of(row, row.find("name") ? "name" : "computerName");
    if (name == "updstatus") return 2;
    return json::Null{};
}

// What the agent says of itself, as far as it was written down.
const json::Value* told_member(const json::Object& row, std::string_view name) {
    const json::Value* reported = row.find("$status");
    return reported && reported->is_object() ? reported->as_object().find_ignoring_case(name) : nullptr;
}

// What an agent reports when nothing else is known of it: one whose server is switched off says so.
std::int64_t state_of(const json::Object& row) {
    constexpr std::int64_t disabled = -2;
    const json::Value* state = told_member(row, "agentState");
    const std::int64_t number = state ? state->to_int64().value_or(0) : 0;
    const json::Value* enabled = row.find("enabled");
    return number == 0 && enabled && enabled->is_bool() && !enabled->as_bool() ? disabled : number;
}

// Whether nobody hears from the server's agent: disconnected, disabled, not verified. One that is out of date
// talks.
bool is_silent(const json::Object& row) {
    constexpr std::int64_t needs_update = -5;
    const std::int64_t state = state_of(row);
    return state < 0 && state != needs_update;
}

// What is measured now, by an agent that talks.
bool is_measured(std::string_view field) {
    constexpr std::array names{"cpuLoad", "memLoad", "diskRead", "diskWrite"};
    return std::ranges::any_of(names, [&](const char* name) { return equal_ignoring_case(field, name); });
}

const ServerKind* kind_of(std::string_view table) {
    const ServerKind* kind = nullptr;
    for (const ServerKind& known : server_kinds)
        if (known.table == table || match_pattern(known.table, table)) kind = &known;
    return kind;
}

// The site's first broker by priority, which its status is about.
std::optional<RowKey> primary_broker(const Farm& farm, const RowKey& site) {
    std::optional<RowKey> primary;
    std::int64_t first = 0;
    for (const RowKey& key : farm.store().keys("connectionbroker")) {
        const json::Object broker = farm.read("connectionbroker", key).value_or(json::Object{});
        if (number_in(broker, "siteId") != site.number) continue;
        const std::int64_t priority = number_in(broker, "priority");
        if (primary && priority >= first) continue;
        primary = key;
        first = priority;
    }
    return primary;
}

}  // namespace

std::string address_of_server(std::string_view server) {
    return is_address(server) ? std::string(server) : address(RowKey(std::string(server)));
}

std::int64_t beginning_of(const Farm& farm) {
    const auto row = farm.read(beginning, 0);
    const json::Value* time = row ? row->find("time") : nullptr;
    return time ? time->to_int64().value_or(0) : farm.clock().now();
}

json::Value reported(const Farm& farm, std::string_view table, const RowKey& key, const json::Object& row,
                     std::string_view field) {
    if (table == "site" && field != "id" && field != "siteId" && field != "serverType")
        if (const auto broker = primary_broker(farm, key))
            return reported(farm, "connectionbroker", *broker,
                            farm.read("connectionbroker", *broker).value_or(json::Object{}), field);
    const ServerKind* kind = kind_of(table);
    if (field == "agentState" && kind && !kind->system.empty()) return state_of(row);
    if (const json::Value* told = told_member(row, field)) return *told;
    if (field == "serverType" && kind) return kind->type;
    if (field == "serverOS" && kind) return kind->system;
    if (field == "siteId" && table == "site") return key.number;
    const json::Value* stored = row.find_ignoring_case(field);
    if (stored && (field != "ip" || is_address(stored->scalar_text()))) return *stored;
    return is_measured(field) && is_silent(row) ? json::Value(0) : derived(farm, field, key, row);
}

json::Object derive_status(const Farm& farm, catalog::Schema schema, std::string_view table,
                           const RowKey& key, const json::Object& row) {
    json::Object status;
    for (const catalog::Field field : schema.fields()) {
        const std::string_view name = field.name();
        json::Value value = reported(farm, table, key, row, name);
        if (value.is_null()) continue;
        // IDs are texts in status objects, whatever they are elsewhere.
        if (name == "id" && field.type().kind() == catalog::Kind::string) value = key.to_text();
        status.append(std::string(name), std::move(value));
    }
    return project(schema, status, farm.options().api);
}

void note_beginning(Farm& farm) {
    if (farm.store().contains(beginning, 0)) return;
    json::Object row;
    row.append("time", farm.clock().now());
    farm.store().write(beginning, 0, row);
}

}  // namespace rasctl::simulator
