// Answers that versions 17 and 18 gave another form than today's schemas describe, as the vendor's samples
// show them.
#include <array>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {
namespace {

json::Value member_or(const json::Object& row, std::string_view name, const json::Value& otherwise) {
    const json::Value* value = row.find(name);
    return value && !value->is_null() ? *value : otherwise;
}

json::Object old_site(const json::Object& row, const RowKey& key) {
    json::Object site;
    site.append("name", member_or(row, "name", ""));
    site.append("licensingSite", member_or(row, "licensingSite", false));
    site.append("id", key.number);
    return site;
}

struct LicenseMember {
    std::string_view name;
    std::string_view value;
};

constexpr std::array license_members{
    LicenseMember{"usageToday", "0"},         LicenseMember{"currPeriodUsage", "0"},
    LicenseMember{"billingPeriodStart", ""},  LicenseMember{"billingPeriodEnd", ""},
    LicenseMember{"paUserName", ""},          LicenseMember{"paCompanyName", "Parallels"},
    LicenseMember{"paUserEmail", ""},         LicenseMember{"licenseKey", ""},
    LicenseMember{"supportExpireDate", ""},   LicenseMember{"upgradeInsurance", ""},
    LicenseMember{"licenseFirstActive", ""},  LicenseMember{"licenseStatus", ""},
    LicenseMember{"licenseType", ""},         LicenseMember{"expiryDate", ""},
    LicenseMember{"installedUsers", ""},      LicenseMember{"usersPeak", "0"},
    LicenseMember{"usersLicenseInfo", "0"},   LicenseMember{"gracePeriodState", ""},
    LicenseMember{"gracePeriodDaysLeft", ""},
};

Response old_license(Farm& farm, const Call&) {
    const json::Object row = farm.singleton("license");
    json::Object license;
    for (const LicenseMember& known : license_members)
        license.append(std::string(known.name), member_or(row, known.name, known.value));
    license.append("type", member_or(row, "type", 3));
    return ok(license);
}

}  // namespace

void add_old_versions(Handlers& handlers, Sessions& sessions) {
    handlers.add("POST", "/api/Session/logon", [&sessions](Farm& farm, const Call& call) {
        const json::Value* name = call.field("username");
        const json::Value* password = call.field("password");
        const auto logon = sessions.logon(farm, name ? name->scalar_text() : "",
                                          password ? password->scalar_text() : "", call.request.peer);
        if (!logon) return problem(401, "The user name or password is wrong.");
        json::Object token;
        token.append("authToken", logon->token);
        return ok(token);
    });
    handlers.add("GET", "/api/Site", [](Farm& farm, const Call&) {
        json::Array sites;
        for (const RowKey& key : farm.store().keys("site"))
            sites.emplace_back(old_site(*farm.read("site", key), key));
        return ok(std::move(sites));
    });
    handlers.add("GET", "/api/Site/{id}", [](Farm& farm, const Call& call) {
        const auto row = farm.read("site", call.key(0));
        return row ? ok(old_site(*row, call.key(0)))
                   : not_found("The site " + call.parameters[0] + " does not exist.");
    });
    handlers.add("GET", "/api/License", old_license);
}

}  // namespace rasctl::simulator
