#include <fmt/format.h>

#include "simulator/api/generic.hpp"
#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/dotted.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/row_members.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

// A GUID made from the farm's seed: the same farm keeps it over restarts.
std::string farm_guid(const Farm& farm) {
    std::mt19937_64 random(farm.options().seed);
    const std::uint64_t a = random(), b = random();
    return fmt::format("{:08X}-{:04X}-4{:03X}-A{:03X}-{:012X}", a >> 32U, (a >> 16U) & 0xFFFFU, a & 0xFFFU,
                       (b >> 48U) & 0xFFFU, b & 0xFFFFFFFFFFFFULL);
}

// A farm without a name of its own is called by the one that it was made with.
void identify(const Farm& farm, json::Object& settings) {
    const std::string made_with = text_in(farm.singleton("$identity"), "name");
    if (!settings.find("farmName")) settings.set("farmName", made_with.empty() ? "Farm" : made_with);
    if (!settings.find("farmGUID")) settings.set("farmGUID", farm_guid(farm));
}

std::string first_server(const Farm& farm) {
    const auto key = farm.store().next("connectionbroker", std::nullopt);
    const auto broker = key ? farm.read("connectionbroker", *key) : std::nullopt;
    const json::Value* server = broker ? broker->find("server") : nullptr;
    return server ? server->scalar_text() : "localhost";
}

json::Object session_facts(const Farm& farm, const AdminLogon& logon) {
    json::Object facts;
    facts.append("authToken", logon.token);
    facts.append("userId", logon.user);
    facts.append("applySettingsEnabled", farm.pending());
    facts.append("connectedSiteId", logon.site);
    facts.append("settingsId", 1);
    facts.append("sessionId", logon.id);
    facts.append("connectedServer", first_server(farm));
    facts.append("licensingServer", first_server(farm));
    facts.append("primaryBrokerConnection", true);
    facts.append("licensingServerConnection", true);
    facts.append("domain", "");
    json::Object identity = farm.singleton("farmsettings");
    identify(farm, identity);
    for (const char* name : {"farmName", "farmGUID"}) facts.append(name, text_in(identity, name));
    return facts;
}

Response log_on(Farm& farm, const Call& call, Sessions& sessions) {
    const auto text = [&](std::string_view name) {
        const json::Value* value = call.field(name);
        return value ? value->scalar_text() : std::string();
    };
    const auto logon = sessions.logon(farm, text("username"), text("password"), call.request.peer);
    if (!logon) return problem(401, "The user name or password is wrong.");
    const json::Object facts = session_facts(farm, *logon);
    const auto schema = call.operation.response().schema();
    return ok(schema ? project(*schema, facts, farm.options().api) : facts);
}

Response list_administrator_sessions(Farm& farm, const Call& call, Sessions& sessions) {
    json::Array list;
    const auto schema = call.operation.response().schema();
    for (const AdminLogon& logon : sessions.living(farm)) {
        json::Object row;
        row.append("id", logon.id);
        row.append("userId", logon.user);
        row.append("logonTime", Clock::date_time(logon.logon_time));
        row.append("ip", logon.peer);
        row.append("computerName", logon.peer);
        list.emplace_back(schema ? project(*schema, row, farm.options().api) : row);
    }
    return ok(std::move(list));
}

Response current_permissions(Farm& farm, const Call& call) {
    json::Object facts = farm.read("adminaccount", call.admin->user).value_or(json::Object{});
    const bool root = call.admin->rights == Rights::root;
    facts.set("adminName", call.admin->name);
    if (const json::Value* type = facts.find("type")) facts.set("adminType", *type);
    facts.set("permissions", root ? 1 : call.admin->rights == Rights::power ? 0 : 2);
    json::Array sites;
    for (const RowKey& key : farm.store().keys("site")) sites.emplace_back(key.number);
    facts.set("runtimeSitesList", std::move(sites));
    const json::Object power =
        farm.singleton("adminaccount/" + std::to_string(call.admin->user) + "/powerpermission");
    const auto allowed = [&](std::string_view name) {
        const json::Value* value = power.find_ignoring_case(name);
        return root || (value && value->is_bool() && value->as_bool());
    };
    facts.set("monitoring", allowed("allowViewingMonitoringInfo"));
    facts.set("reporting", allowed("allowViewingReportingInfo"));
    facts.set("licensing", allowed("allowViewingLicenseInfo"));
    facts.set("policies", allowed("allowPolicyChanges"));
    const auto schema = call.operation.response().schema();
    return ok(schema ? project(*schema, facts, farm.options().api) : facts);
}

// Whether both accounts can log on and do the same.
bool may_as_much(const json::Object& before, const json::Object& after) {
    for (const char* name : {"name", "enabled", "fullPermissions", "permissions"}) {
        const json::Value* was = before.find(name);
        const json::Value* is = after.find(name);
        if (is && !is->is_null() && (!was || *was != *is)) return false;
    }
    return true;
}

// Nobody may saw off the branch that they sit on: own accounts stay, enabled and with their rights.
Response change_account(Farm& farm, const Handlers& handlers, const Call& call) {
    const RowKey key = call.key(0);
    const json::Object before = farm.read("adminaccount", key).value_or(json::Object{});
    Response response = run_generic(farm, handlers, call);
    if (response.status >= 400 || !call.admin || key != RowKey(call.admin->user)) return response;
    const auto after = farm.read("adminaccount", key);
    if (after && may_as_much(before, *after)) return response;
    return business_error("your own account cannot be removed, disabled, renamed or given other rights");
}

// The site of that name or ID, or 0.
std::int64_t site_called(const Farm& farm, const std::string& text) {
    for (const RowKey& key : farm.store().keys("site")) {
        const auto row = farm.read("site", key);
        const json::Value* name = row ? row->find("name") : nullptr;
        if (key.to_text() == text || (name && equal_ignoring_case(name->scalar_text(), text)))
            return key.number;
    }
    return 0;
}

Response create_account(Farm& farm, const Handlers& handlers, const Call& call) {
    const json::Value* sites = call.field("allowInSites");
    if (sites && sites->is_array())
        for (const json::Value& site : sites->as_array())
            if (site_called(farm, site.scalar_text()) == 0)
                return business_error(fmt::format("there is no site {}", site.scalar_text()));
    return run_generic(farm, handlers, call);
}

json::Value ids_of_sites(const Farm& farm, const json::Value& names) {
    json::Array ids;
    if (names.is_array())
        for (const json::Value& name : names.as_array())
            ids.emplace_back(site_called(farm, name.scalar_text()));
    return ids;
}

// What a power administrator may is given when the account is made and shown by its PowerPermission.
void keep_permissions(Farm& farm, const RowKey& key) {
    json::Object account = farm.read("adminaccount", key).value_or(json::Object{});
    json::Object permissions;
    for (const auto& [name, value] : account) {
        if (name == "allowInSites")
            permissions.append("allowInSiteIds", ids_of_sites(farm, value));
        else if (name.starts_with("allow"))
            permissions.append(name, value);
    }
    if (permissions.empty()) return;
    for (const auto& [name, value] : permissions)
        account.erase(name == "allowInSiteIds" ? "allowInSites" : name);
    farm.store().write("adminaccount", key, account);
    farm.set_singleton(fmt::format("adminaccount/{}/powerpermission", key.number), 0, permissions);
}

// The settings say how long sessions live where nobody has set it.
void show_session_time(const Sessions& sessions, json::Object& settings) {
    constexpr std::string_view place = "webAdminService.session.expire";
    const json::Value* set = value_at(settings, place);
    if (set && set->to_int64().value_or(0) > 0) return;
    set_at(settings, place, std::max<std::int64_t>(1, sessions.idle_seconds() / 60));
}

}  // namespace

void add_administrator_sessions(Handlers& handlers, Sessions& sessions) {
    handlers.after_create("adminaccount", [](Farm& farm, const std::string&, const RowKey& key,
                                             json::Object&) { keep_permissions(farm, key); });
    handlers.decorate("farmsettings", [](Farm& farm, const std::string&, const RowKey&,
                                         json::Object& settings) { identify(farm, settings); });
    handlers.decorate("webservice/settings",
                      [&sessions](Farm&, const std::string&, const RowKey&, json::Object& settings) {
                          show_session_time(sessions, settings);
                      });
    handlers.add("POST", "/api/AdminAccount",
                 [&handlers](Farm& farm, const Call& call) { return create_account(farm, handlers, call); });
    for (const char* method : {"PUT", "DELETE"})
        handlers.add(method, "/api/AdminAccount/{id}", [&handlers](Farm& farm, const Call& call) {
            return change_account(farm, handlers, call);
        });
    handlers.add("POST", "/api/Session/logon",
                 [&sessions](Farm& farm, const Call& call) { return log_on(farm, call, sessions); });
    handlers.add("POST", "/api/Session/logoff", [&sessions](Farm& farm, const Call& call) {
        sessions.logoff(call.admin->id);
        // Versions 17 and 18 answer null.
        return ok(farm.options().api <= 18 ? json::Value(json::Null{})
                                           : json::Value("Session logged off successfully."));
    });
    handlers.add("GET", "/api/Session", [&sessions](Farm& farm, const Call& call) {
        return list_administrator_sessions(farm, call, sessions);
    });
    handlers.add("POST", "/api/Session/{SessionId}/logoff", [&sessions](Farm&, const Call& call) {
        if (!sessions.logoff(call.key(0).number))
            return not_found(fmt::format("The session {} does not exist.", call.parameters[0]));
        return no_content();
    });
    handlers.add("GET", "/api/Session/CurrentAdminPermissions", current_permissions);
}

}  // namespace rasctl::simulator
