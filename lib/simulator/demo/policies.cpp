// Client policies of the demo farm.
#include <array>

#include <fmt/format.h>

#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

struct Policy {
    std::string_view name;
    std::string_view description;
    std::string_view group;
    bool enabled;
};
constexpr std::array policies{
    Policy{"Default", "For everybody that no other policy covers", "", true},
    Policy{"Kiosk", "Reception PCs: one application, no settings", "COMPANY\\Kiosk Devices", true},
    Policy{"Contractors", "No clipboard and no drives", "COMPANY\\Contractors", true},
    Policy{"Executives", "Everything on", "COMPANY\\Executives", true},
    Policy{"Remote", "Home office", "COMPANY\\Home Office", true},
    Policy{"Mac", "Macs of the design team", "COMPANY\\Design", false},
};

}  // namespace

void seed_policies(Farm& farm) {
    for (std::size_t i = 0; i < policies.size(); ++i) {
        const Policy& policy = policies[i];
        const std::int64_t id = first_policy + static_cast<std::int64_t>(i);
        farm.add("clientpolicies", object({{"id", id},
                                           {"name", policy.name},
                                           {"enabled", policy.enabled},
                                           {"description", policy.description},
                                           {"order", static_cast<std::int64_t>(i) + 1}}));
        if (policy.group.empty()) continue;
        const json::Object member = object({{"account", policy.group}, {"type", 2}});
        const json::Object principals =
            object({{"enabled", true}, {"matchingMode", 1}, {"members", json::Array{member}}});
        farm.add(fmt::format("clientpolicies/{}/rules", id),
                 object({{"priority", 1},
                         {"enabled", true},
                         {"name", "Members"},
                         {"description", ""},
                         {"criteria", object({{"access", 1}, {"securityPrincipals", principals}})}}));
    }
}

}  // namespace rasctl::simulator::demo
