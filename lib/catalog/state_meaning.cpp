#include "catalog/state_meaning.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "text/ascii.hpp"

namespace rasctl::catalog {
namespace {

struct Known {
    std::string_view name;  // in lower case
    Meaning meaning;
};

constexpr auto good = Meaning::good, attention = Meaning::attention, wrong = Meaning::wrong,
               none = Meaning::none;

// Values of AgentState, VDIHostState, SessionState, CertificateStatus and TenantStatus, and what servers of
// other versions say.
// clang-format off
constexpr Known table[]{
    Known{"ok", good}, {"standby", good}, {"inuse", good}, {"notinuse", good}, {"running", good}, {"active", good},
    {"connected", good}, {"enabled", good}, {"on", good}, {"onagentconnected", good}, {"valid", good}, {"ready", good},
    {"online", good}, {"available", good}, {"verified", good}, {"joined", good}, {"loggedon", good}, {"poweredon", good},
    {"up", good}, {"done", good}, {"healthy", good}, {"activated", good}, {"success", good}, {"succeeded", good},
    {"rasscheduleinprogress", attention}, {"needssysprep", attention}, {"sysprepinprogress", attention},
    {"synchronising", attention}, {"logondrainuntilrestart", attention}, {"logondrain", attention},
    {"logondisabled", attention}, {"rasprepinprogress", attention}, {"installingrdsrole", attention},
    {"rebootpending", attention}, {"notapplied", attention}, {"cloninginprogress", attention},
    {"markedfordeletion", attention}, {"needsattention", attention}, {"imageoptimizationpending", attention},
    {"imageoptimization", attention}, {"underconstruction", attention}, {"nonras", attention},
    {"provisioning", attention}, {"fslogixneedsupdate", attention}, {"membersneedupdate", attention},
    {"pendingrecreation", attention}, {"removingmembers", attention}, {"addingmembers", attention},
    {"deleteinprogress", attention}, {"joiningtohostpool", attention}, {"autoupgradeinprogress", attention},
    {"autoupgradeinitiated", attention}, {"needsupdate", attention}, {"disabledfromsettings", attention},
    {"disabled", attention}, {"idle", attention}, {"paused", attention}, {"suspended", attention},
    {"maintenancemode", attention}, {"cloning", attention}, {"personalizing", attention}, {"expiring", attention},
    {"inprogress", attention}, {"issuing", attention}, {"renewing", attention}, {"revoking", attention},
    {"reset", attention}, {"warning", attention},
    {"enumsessionsfailed", wrong}, {"rdsroledisabled", wrong}, {"maxnoncompletedsessions", wrong},
    {"connectionfailed", wrong}, {"invalidcredentials", wrong}, {"cloningfailed", wrong}, {"forceddisconnect", wrong},
    {"cloningcanceled", wrong}, {"portmismatch", wrong}, {"needsdowngrade", wrong}, {"unsupportedvditype", wrong},
    {"freeesxlicensenotsupported", wrong}, {"managedesxnotsupported", wrong}, {"invalidhostversion", wrong},
    {"notjoined", wrong}, {"licenseexpired", wrong}, {"joinbroken", wrong}, {"unsupported", wrong},
    {"noavailablegateways", wrong}, {"enrollservernotinitialized", wrong}, {"enrollmentunavailable", wrong},
    {"invalidcaconfig", wrong}, {"invalideausercredentials", wrong}, {"invalidessettings", wrong},
    {"fslogixnotavail", wrong}, {"nodevices", wrong}, {"unavailable", wrong}, {"broken", wrong}, {"invalid", wrong},
    {"nomembersavailable", wrong}, {"failedperfcounters", wrong}, {"autoupgradelimitreached", wrong},
    {"autoupgradefailed", wrong}, {"unknown", wrong}, {"notverified", wrong}, {"serverdeleted", wrong},
    {"disconnected", wrong}, {"failedtocreate", wrong}, {"expired", wrong}, {"revoked", wrong}, {"down", wrong},
    {"off", none}, {"poweredoff", none}, {"rastemplate", none}, {"all", none},
};
// clang-format on

constexpr std::array<std::string_view, 17> wrong_parts{
    "fail",    "error",       "expired",   "revoked", "broken",      "notverified",
    "invalid", "unavailable", "deleted",   "notsupp", "unsupported", "mismatch",
    "down",    "critical",    "notjoined", "offline", "reached"};
constexpr std::array<std::string_view, 13> attention_parts{
    "pending",  "inprogress", "drain",   "need",     "initiated",    "installing", "adding",
    "removing", "joining",    "cloning", "synchron", "construction", "notapplied"};

}  // namespace

Meaning meaning_of_state(std::string_view name, std::string_view enumeration) {
    std::string plain;
    for (const char c : name)
        if (c != '-' && c != '_' && c != ' ') plain += to_lower(c);
    const auto contains = [&](std::string_view part) { return plain.find(part) != std::string::npos; };
    if (plain == "disconnected" && lower_case(enumeration).find("session") != std::string::npos)
        return Meaning::attention;
    const auto known = std::ranges::find(table, std::string_view(plain), &Known::name);
    if (known != std::ranges::end(table)) return known->meaning;
    if (std::ranges::any_of(wrong_parts, contains)) return Meaning::wrong;
    if (std::ranges::any_of(attention_parts, contains)) return Meaning::attention;
    return Meaning::none;
}

}  // namespace rasctl::catalog
