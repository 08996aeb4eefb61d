// Who may do what. Root administrators may do all. Power administrators have the switches of PowerPermission,
// each for an area of the API; custom administrators have what CustomPermission grants. What no area covers
// (other administrators, licence, farm settings) is for root administrators to change and for all to read.
#include <array>

#include "simulator/api/session.hpp"

namespace rasctl::simulator {
namespace {

struct Area {
    std::string_view path;    // beginning of the canonical path
    std::string_view change;  // switch of PowerPermission for writes; "" for root administrators only
    std::string_view view;    // for reads; "" for everybody
    std::string_view custom;  // member of a custom administrator's SitePermission
};

// The first match counts.
constexpr std::array areas{
    Area{"session", "*", "", ""},
    Area{"rdsession", "allowSessionManagement", "", "rdsHosts"},
    Area{"rds/host/{}/sessions", "allowSessionManagement", "", "rdsHosts"},
    Area{"rds/hostpool", "allowSiteChanges", "allowViewingSiteInfo", "rdsHostPools"},
    Area{"rds", "allowSiteChanges", "allowViewingSiteInfo", "rdsHosts"},
    Area{"vdi", "allowSiteChanges", "allowViewingSiteInfo", "providers"},
    Area{"avd", "allowSiteChanges", "allowViewingSiteInfo", "providers"},
    Area{"provider", "allowSiteChanges", "allowViewingSiteInfo", "providers"},
    Area{"gateway", "allowSiteChanges", "allowViewingSiteInfo", "gateways"},
    Area{"connectionbroker", "allowSiteChanges", "allowViewingSiteInfo", "brokers"},
    Area{"halb", "allowSiteChanges", "allowViewingSiteInfo", "halb"},
    Area{"enrollmentserver", "allowSiteChanges", "allowViewingSiteInfo", "enrollmentServers"},
    Area{"certificates", "allowSiteChanges", "allowViewingSiteInfo", "certificates"},
    Area{"theme", "allowSiteChanges", "allowViewingSiteInfo", "themes"},
    Area{"pub", "allowPublishingChanges", "", "publishing"},
    Area{"clientpolicies", "allowPolicyChanges", "allowViewingPolicyInfo", "policies"},
    Area{"connection", "allowConnectionChanges", "", "connection"},
    Area{"mfa", "allowConnectionChanges", "", "connection"},
    Area{"samlidp", "allowConnectionChanges", "", "connection"},
    Area{"logonhours", "allowConnectionChanges", "", "connection"},
    Area{"windevicegroup", "allowDeviceManagementChanges", "", "remotePCs"},
    Area{"reporting", "", "allowViewingReportingInfo", ""},
    Area{"performancemonitor", "", "allowViewingMonitoringInfo", ""},
    Area{"license", "", "allowViewingLicenseInfo", ""},
    Area{"costinsights", "", "allowViewingCostInsights", ""},
    Area{"settings/apply", "*", "", ""},
    Area{"webservice/version", "*", "", ""},
    Area{"webservice", "", "root", ""},
    Area{"printingsettings", "allowSiteChanges", "", ""},
    Area{"scanningsettings", "allowSiteChanges", "", ""},
    Area{"notification", "allowSiteChanges", "", ""},
};

const Area* area_of(std::string_view path) {
    for (const Area& area : areas)
        if (path.starts_with(area.path)) return &area;
    return nullptr;
}

bool has_switch(const json::Object& permission, std::string_view name) {
    const json::Value* value = permission.find_ignoring_case(name);
    return value && value->is_bool() && value->as_bool();
}

bool may_in_site(const json::Object& permission, std::int64_t site) {
    const json::Value* all = permission.find_ignoring_case("allowAllSites");
    if (!all || !all->is_bool() || all->as_bool()) return true;
    for (const std::string_view name : {"allowInSiteIds", "allowInSites"})
        if (const json::Value* sites = permission.find_ignoring_case(name); sites && sites->is_array())
            for (const json::Value& allowed : sites->as_array())
                if (allowed.to_int64() == site) return true;
    return false;
}

// Every PermissionFlags value anywhere in a grant, together: 1 is View, the other bits change something.
std::int64_t granted_bits(const json::Value& grant) {
    std::int64_t bits = 0;
    if (grant.is_object()) {
        for (const auto& [name, value] : grant.as_object()) {
            if (name == "permissions") bits |= value.to_int64().value_or(0);
            bits |= granted_bits(value);
        }
    } else if (grant.is_array()) {
        for (const json::Value& element : grant.as_array()) bits |= granted_bits(element);
    }
    return bits;
}

bool custom_grant(const json::Value& grants, std::string_view area, bool write) {
    const json::Value* grant = grants.is_object() ? grants.as_object().find_ignoring_case(area) : nullptr;
    const std::int64_t bits = grant ? granted_bits(*grant) : 0;
    return write ? (bits & ~std::int64_t{1}) != 0 : bits != 0;
}

bool custom_allows(const Farm& farm, const AdminLogon& admin, const Area& area, bool write,
                   std::int64_t site) {
    const json::Object permission =
        farm.singleton("adminaccount/" + std::to_string(admin.user) + "/custompermission");
    if (const json::Value* sites = permission.find("sitePermissions"); sites && sites->is_array())
        for (const json::Value& of_site : sites->as_array()) {
            const json::Value* id = of_site.find("siteId");
            if (id && id->to_int64().value_or(site) == site && custom_grant(of_site, area.custom, write))
                return true;
        }
    const json::Value* global = permission.find("globalPermissions");
    return global && custom_grant(*global, area.custom, write);
}

}  // namespace

bool is_allowed(const Farm& farm, const AdminLogon& admin, catalog::Operation operation, std::int64_t site) {
    if (admin.rights == Rights::root) return true;
    const std::string path = canonical_path(operation);
    const bool write = operation.method() != "GET";
    const Area* area = area_of(path);
    if (!area) return !write;
    const std::string_view needed = write ? area->change : area->view;
    if (needed == "*") return true;
    if (needed.empty()) return !write;
    if (needed == "root") return false;
    if (admin.rights == Rights::custom) return !write || custom_allows(farm, admin, *area, write, site);
    json::Object permission = farm.read("adminaccount", admin.user).value_or(json::Object{});
    merge(permission, farm.singleton("adminaccount/" + std::to_string(admin.user) + "/powerpermission"));
    if (!may_in_site(permission, site)) return false;
    return has_switch(permission, needed) ||
           (!write && needed == "allowViewingSiteInfo" && has_switch(permission, "allowSiteChanges")) ||
           (!write && needed == "allowViewingPolicyInfo" && has_switch(permission, "allowPolicyChanges"));
}

}  // namespace rasctl::simulator
