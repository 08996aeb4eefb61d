// The licence: activation and deactivation with the errors of the vendor's sample.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/date_time.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view licenses = "license";

bool is_license_key(std::string_view key) {
    return key.size() >= 16 &&
           std::ranges::all_of(key, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

// "23/03/2031 05:30", as the service shows times of the licence.
std::string license_date(std::int64_t moment) {
    const std::string time = Clock::date_time(moment);
    return fmt::format("{}/{}/{} {}", time.substr(8, 2), time.substr(5, 2), time.substr(0, 4),
                       time.substr(11, 5));
}

// "AB12-CD34-EF56-GH78" -> "****-CD34-****-GH78", as the service shows keys.
std::string masked(std::string_view key) {
    std::string result(key);
    bool hide = true;
    for (char& c : result) {
        if (c == '-')
            hide = !hide;
        else if (hide)
            c = '*';
    }
    return result;
}

Response activate(Farm& farm, const Call& call) {
    const json::Value* key = call.field("key");
    const json::Value* password = call.field("password");
    // Without a key the account's trial starts.
    const bool trial = !key || key->scalar_text().empty();
    if (!password || password->scalar_text().empty() || (!trial && !is_license_key(key->scalar_text())))
        return business_error("invalid login or password");
    json::Object changes;
    changes.append("$activated", true);
    changes.append("licenseType", trial ? "Parallels Remote Application Server Trial"
                                        : "Parallels Remote Application Server Subscription");
    changes.append("type", trial ? 6 : 2);
    changes.append("licenseKey", trial ? "" : masked(key->scalar_text()));
    changes.append("expiryDate",
                   license_date(farm.clock().now() + std::int64_t{trial ? 30 : 365} * 86400).substr(0, 10));
    farm.set_singleton(licenses, 0, changes);
    return no_content();
}

Response deactivate(Farm& farm, const Call&) {
    const json::Object license = farm.singleton(licenses);
    const json::Value* activated = license.find("$activated");
    if (!activated || !activated->is_bool() || !activated->as_bool())
        return business_error("Failed to Deactivate - Product not activated with a license key.");
    json::Object changes;
    changes.append("$activated", false);
    changes.append("licenseKey", "");
    changes.append("expiryDate", "");
    farm.set_singleton(licenses, 0, changes);
    return no_content();
}

// Users with a session: each counts once, however many he has.
std::int64_t connected_users(const Farm& farm) {
    constexpr std::string_view member = "\"user\":\"";
    std::set<std::string, std::less<>> users;
    for (const char* table : {"rdsession", "vdisession", "avdsession"}) {
        const Table* rows = farm.store().table(table);
        if (!rows) continue;
        for (const auto& [key, text] : *rows)
            if (const auto at = text.find(member); at != std::string::npos)
                users.insert(lower_case(text.substr(
                    at + member.size(), text.find('"', at + member.size()) - at - member.size())));
    }
    return static_cast<std::int64_t>(users.size());
}

void show_use(Farm& farm, json::Object& license) {
    // Periods that a farm tells from now are kept as moments.
    for (json::Member& member : license)
        if (const auto moment = parse_date_time(member.value.scalar_text()))
            member.value = license_date(*moment);
    const std::int64_t now = connected_users(farm);
    const json::Value* peak = license.find("usersPeak");
    license.set("usersLicenseInfo", std::to_string(now));
    license.set("usersPeak", std::to_string(std::max(now, peak ? peak->to_int64().value_or(0) : 0)));
}

}  // namespace

void add_license(Handlers& handlers) {
    handlers.add("POST", "/api/License/activate", activate);
    handlers.add("POST", "/api/License/deactivate", deactivate);
    handlers.decorate("license", [](Farm& farm, const std::string&, const RowKey&, json::Object& license) {
        show_use(farm, license);
    });
}

}  // namespace rasctl::simulator
