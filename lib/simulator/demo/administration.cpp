// Administrators, licence, notifications and their scripts in the demo farm.
#include <array>

#include <fmt/format.h>

#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

enum Permissions { power_admin = 0, root_admin = 1, custom_admin = 2 };

void add_administrator(Farm& farm, std::int64_t id, std::string_view name, Permissions permissions,
                       bool enabled) {
    farm.add("adminaccount", object({{"id", id},
                                     {"name", name},
                                     {"type", 0},
                                     {"enabled", enabled},
                                     {"notify", permissions == root_admin ? 1 : 0},
                                     {"email", fmt::format("{}@company.example", name)},
                                     {"mobile", ""},
                                     {"fullPermissions", permissions == root_admin},
                                     {"permissions", static_cast<int>(permissions)}}));
}

// Rights (PermissionFlags) on every object of some kinds, in each site.
void grant(Farm& farm, std::int64_t account, std::initializer_list<std::string_view> kinds, int rights) {
    json::Array sites;
    for (const std::int64_t site : {headquarters, branch}) {
        json::Object granted = object({{"siteId", site}});
        for (const std::string_view kind : kinds)
            granted.set(kind, object({{"sitePermission", object({{"permissions", rights}})}}));
        sites.emplace_back(std::move(granted));
    }
    farm.set_singleton(fmt::format("adminaccount/{}/custompermission", account), 0,
                       object({{"sitePermissions", std::move(sites)}}));
}

void add_administrators(Farm& farm) {
    add_administrator(farm, administrator, "administrator", root_admin, true);
    add_administrator(farm, administrator + 1, "helpdesk", power_admin, true);
    add_administrator(farm, administrator + 2, "publisher", custom_admin, true);
    add_administrator(farm, administrator + 3, "auditor", custom_admin, true);
    add_administrator(farm, administrator + 4, "former.admin", power_admin, false);
    constexpr int view = 1, all = 63;
    grant(farm, administrator + 2, {"publishing"}, all);
    grant(farm, administrator + 3, {"rdsHosts", "rdsHostPools", "gateways", "brokers", "publishing"}, view);
    farm.set_singleton(fmt::format("adminaccount/{}/powerpermission", administrator + 1), 0,
                       object({{"adminId", administrator + 1},
                               {"allowSessionManagement", true},
                               {"allowDeviceManagementChanges", true},
                               {"allowViewingSiteInfo", true},
                               {"allowViewingPolicyInfo", true},
                               {"allowAllSites", true}}));
}

void add_tenant(Farm& farm) {
    farm.add("tenant", object({{"id", contoso},
                               {"name", "Contoso"},
                               {"description", "Shares this farm"},
                               {"enabled", true},
                               {"publicDomainAddress", "contoso.company.example"},
                               {"status", 1}}));
}

void add_licence(Farm& farm) {
    constexpr std::int64_t day = 86'400;
    const std::string expires = Clock::date_time(farm.clock().now() + 240 * day);
    farm.set_singleton("license", 0,
                       object({{"licenseType", "Parallels Remote Application Server SPLA"},
                               {"licenseKey", "****-ME****-****-B9****-CV55K2"},
                               {"expiryDate", fmt::format("{}/{}/{}", expires.substr(8, 2),
                                                          expires.substr(5, 2), expires.substr(0, 4))},
                               {"installedUsers", "500"},
                               {"usersPeak", "342"},
                               {"usersLicenseInfo", "312"},
                               {"gracePeriodState", ""},
                               {"gracePeriodDaysLeft", ""},
                               {"type", 3},
                               {"billingPeriodStart", "03/05/2026 05:30"},
                               {"billingPeriodEnd", "02/06/2026 05:30"},
                               {"paUserName", "administrator"},
                               {"paCompanyName", "Company"},
                               {"paUserEmail", "administrator@company.example"},
                               {"supportExpireDate", "23/03/2031"},
                               {"upgradeInsurance", "23/03/2031"},
                               {"licenseFirstActive", "21/02/2018 12:39"},
                               {"needsAttention", false}}));
}

json::Object watch(std::int64_t id, std::int64_t type, bool enabled, int threshold) {
    const bool scripted = id == first_notification;
    return object({{"id", id},
                   {"siteId", headquarters},
                   {"type", type},
                   {"enabled", enabled},
                   {"hasThreshold", threshold > 0},
                   {"threshold", threshold},
                   {"direction", 0},
                   {"tolerance", 5},
                   {"sendEmail", true},
                   {"recipients", "ras-team@company.example"},
                   {"executeScript", scripted},
                   {"scriptId", scripted ? first_script : 0},
                   {"enableGracePeriod", true},
                   {"gracePeriod", 5},
                   {"enableInterval", true},
                   {"interval", 60},
                   {"allServers", true},
                   {"targetType", 0}});
}

void add_notifications(Farm& farm) {
    farm.add("notificationscripts", object({{"id", first_script},
                                            {"name", "restart-spooler"},
                                            {"siteId", headquarters},
                                            {"command", "C:\\Scripts\\restart-spooler.cmd"},
                                            {"arguments", "(SERVER-IP)"},
                                            {"initialDirectory", "C:\\Scripts"},
                                            {"username", "svc-scripts@company.dom"}}));
    farm.add("notificationscripts", object({{"id", first_script + 1},
                                            {"name", "open-ticket"},
                                            {"siteId", headquarters},
                                            {"command", "C:\\Scripts\\open-ticket.ps1"},
                                            {"arguments", "(EVENT)"},
                                            {"initialDirectory", "C:\\Scripts"},
                                            {"username", "svc-scripts@company.dom"}}));
    // What is watched (NotificationType), and from when on: percent, sessions, failures; 0 for no threshold.
    struct Watch {
        std::int64_t type;
        int threshold;
        bool enabled;
    };
    constexpr std::array watches{Watch{17829888, 90, true},  Watch{17833984, 85, true},
                                 Watch{17838081, 200, true}, Watch{16384, 0, true},
                                 Watch{28672, 0, true},      Watch{1097729, 20, false}};
    std::int64_t next = first_notification;
    for (const Watch& one : watches)
        farm.add("notifications", watch(next++, one.type, one.enabled, one.threshold));
    const std::array servers{std::pair{gw1, "gw1.company.dom"}, std::pair{gw2, "gw2.company.dom"},
                             std::pair{broker1, "broker1.company.dom"}};
    for (const auto& [id, name] : servers)
        farm.add("notifications/resources", object({{"id", id}, {"name", name}, {"type", id < gw1 ? 7 : 3}}));
}

}  // namespace

void seed_administration(Farm& farm) {
    add_administrators(farm);
    add_tenant(farm);
    add_licence(farm);
    add_notifications(farm);
}

}  // namespace rasctl::simulator::demo
