// How users of the demo farm come in: themes, second factors, identity provider, hours, routes and devices.
#include <array>

#include <fmt/format.h>

#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

void add_themes(Farm& farm) {
    farm.add("theme", object({{"id", default_theme},
                              {"name", "Default"},
                              {"description", "What everybody sees"},
                              {"enabled", true},
                              {"siteId", headquarters}}));
    farm.add("theme", object({{"id", dark_theme},
                              {"name", "Dark"},
                              {"description", "For the call centre's night shift"},
                              {"enabled", true},
                              {"groupEnabled", true},
                              {"postLogonMessage", "Welcome to the night shift"},
                              {"mfaId", duo},
                              {"siteId", headquarters}}));
}

void add_second_factors(Farm& farm) {
    farm.add("mfa", object({{"id", duo},
                            {"name", "Duo Radius"},
                            {"siteId", headquarters},
                            {"description", "Staff outside the offices"},
                            {"enabled", true},
                            {"type", 5},
                            {"inheritDefaultCriteriaSettings", true},
                            {"server", "radius1.company.dom"},
                            {"backupServer", "radius2.company.dom"},
                            {"port", 1812},
                            {"retries", 2},
                            {"timeout", 60},
                            {"haMode", 1},
                            {"displayName", "Duo"}}));
    farm.add("mfa", object({{"id", totp},
                            {"name", "Company TOTP"},
                            {"siteId", headquarters},
                            {"description", "Contractors"},
                            {"enabled", true},
                            {"type", 9},
                            {"inheritDefaultCriteriaSettings", true},
                            {"displayName", "Company code"},
                            {"userEnrollment", 0},
                            {"tolerance", 60}}));
    for (std::size_t number = 0; number < 24; ++number)
        farm.add("$mfausers",
                 object({{"username", user_principal(number * 7)}, {"mfaId", totp}, {"type", 9}}));
}

void add_identity_provider(Farm& farm) {
    farm.add("samlidp", object({{"id", entra},
                                {"enabled", true},
                                {"name", "Entra ID"},
                                {"siteId", headquarters},
                                {"description", "Single sign-on of the company"},
                                {"themeId", default_theme},
                                {"idpEntityID", "https://sts.windows.example/" + machine_id(85, 1) + "/"},
                                {"logonURL", "https://login.company.example/saml2"},
                                {"logoutURL", "https://login.company.example/saml2/logout"},
                                {"host", "portal.company.example"},
                                {"spEntityID", "https://portal.company.example/ras"},
                                {"spReplyURL", "https://portal.company.example/ras/acs"},
                                {"spLogonURL", "https://portal.company.example/ras/logon"},
                                {"spLogoutURL", "https://portal.company.example/ras/logout"}}));
}

void add_logon_hours(Farm& farm) {
    constexpr std::array names{"Office hours", "Call centre shifts", "Contractors weekdays"};
    // One bit an hour: 07:00 to 19:00, around the clock, 09:00 to 17:00.
    constexpr std::array hours{0x07FF80, 0xFFFFFF, 0x01FE00};
    for (std::size_t i = 0; i < names.size(); ++i) {
        json::Object plan;
        for (const char* day : {"monday", "tuesday", "wednesday", "thursday", "friday"})
            plan.append(day, hours[i]);
        if (i == 1)
            for (const char* day : {"saturday", "sunday"}) plan.append(day, hours[i]);
        farm.add("logonhours", object({{"name", names[i]},
                                       {"siteId", headquarters},
                                       {"description", ""},
                                       {"enabled", true},
                                       {"order", static_cast<std::int64_t>(i) + 1},
                                       {"permittedHourPlan", plan}}));
    }
}

void add_routes_and_rules(Farm& farm) {
    farm.add("customroutes", object({{"name", "Branch line"},
                                     {"siteId", branch},
                                     {"description", "Leased line to the branch office"},
                                     {"publicAddress", "branch.company.example"},
                                     {"port", 80},
                                     {"sslPort", 443}}));
    farm.add("customroutes", object({{"name", "Satellite"},
                                     {"siteId", headquarters},
                                     {"description", "Ships"},
                                     {"publicAddress", "sat.company.example"},
                                     {"port", 8080},
                                     {"sslPort", 8443}}));
    farm.add("tunnelingpolicy",
             object({{"ip", "10.1.1.21"}, {"publishType", 1}, {"rdsHostPoolIds", json::Array{office}}}));
    farm.add("tunnelingpolicy", object({{"ip", "10.1.1.22"}, {"publishType", 3}}));
    constexpr std::array urls{"https://intranet.company.example/*", "https://video.company.example/*",
                              "*.invalid"};
    int priority = 0;
    for (const char* url : urls) {
        ++priority;
        farm.add("urlredirectionsettings/entry", object({{"priority", priority},
                                                         {"enabled", true},
                                                         {"url", url},
                                                         {"action", priority == 3 ? 0 : 1}}));
    }
}

void add_devices(Farm& farm) {
    farm.add("windevicegroup", object({{"siteId", headquarters},
                                       {"name", "Reception PCs"},
                                       {"description", "Front desk of both offices"},
                                       {"kioskMode", true},
                                       {"replaceDesktop", true},
                                       {"disableRemovableDrives", true}}));
    farm.add("windevicegroup", object({{"siteId", branch},
                                       {"name", "Warehouse terminals"},
                                       {"description", ""},
                                       {"disablePrintScreen", true},
                                       {"enableFirewall", true}}));
}

void add_packages(Farm& farm) {
    constexpr std::array packages{std::pair{"Contoso.Notes", "Notes"}, std::pair{"Contoso.Viewer", "Viewer"},
                                  std::pair{"Fabrikam.Draw", "Draw"}};
    for (const auto& [package, shown] : packages)
        farm.add("apppackage",
                 object({{"packageName", package},
                         {"displayName", shown},
                         {"version", "2.4.0.0"},
                         {"publisher", "CN=Company IT"},
                         {"msixImagePath", fmt::format("\\\\files.company.dom\\msix\\{}.vhdx", package)},
                         {"packagedApps", json::Array{object({{"name", shown}})}},
                         {"siteId", headquarters},
                         {"enabled", true}}));
    for (const char* tag : {"Current", "Pilot"})
        farm.add("apppackagesettings/tags", object({{"name", tag}, {"description", ""}}));
}

}  // namespace

void seed_connection(Farm& farm) {
    add_themes(farm);
    add_second_factors(farm);
    add_identity_provider(farm);
    add_logon_hours(farm);
    add_routes_and_rules(farm);
    add_devices(farm);
    add_packages(farm);
}

}  // namespace rasctl::simulator::demo
