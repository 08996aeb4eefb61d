// Sites, connection brokers, gateways, load balancing and enrollment of the demo farm.
#include <fmt/format.h>

#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

constexpr int needs_update = -5;

std::string_view site_name(std::int64_t site) {
    return site == headquarters ? "Headquarters" : "Branch office";
}

void add_broker(Farm& farm, std::int64_t id, int number, std::int64_t site, int priority) {
    farm.add("connectionbroker", object({{"id", id},
                                         {"server", fmt::format("broker{}.company.dom", number)},
                                         {"enabled", true},
                                         {"siteId", site},
                                         {"priority", priority},
                                         {"ip", fmt::format("10.{}.0.{}", site, 10 + number)},
                                         {"description", site_name(site)},
                                         {"inheritDefaultAPISettings", true},
                                         {"minSSLVersion", 4},
                                         {"cipherStrength", 2}}));
}

void add_gateway(Farm& farm, std::int64_t id, int number, std::int64_t site, std::int64_t certificate) {
    const std::string address = fmt::format("10.{}.1.{}", site, 20 + number);
    farm.add("gateway", object({{"id", id},
                                {"server", fmt::format("gw{}.company.dom", number)},
                                {"enabled", true},
                                {"description", site_name(site)},
                                {"siteId", site},
                                {"publicAddress", fmt::format("portal{}.company.example", number)},
                                {"iPs", address},
                                {"certificateId", certificate},
                                {"preferredBrokerId", site == headquarters ? broker1 : broker3}}));
    farm.set_status("gateway", id, "ip", address);
    farm.set_status("gateway", id, "activeConnections", 40 + 7 * number);
    farm.set_status("gateway", id, "activeRDPSessions", 4 * number);
    farm.set_status("gateway", id, "activeRDPSSLSessions", 36 + 3 * number);
}

void add_halb(Farm& farm) {
    json::Array gateways{gw1, gw2};
    farm.add("halb", object({{"id", load_balancer},
                             {"siteId", headquarters},
                             {"name", "lb-main"},
                             {"description", "In front of gw1 and gw2"},
                             {"enabled", true},
                             {"publicAddress", "portal.company.example"},
                             {"virtualIPV4", "10.1.1.100"},
                             {"subNetMaskIPV4", "255.255.255.0"},
                             {"enableGatewayPayload", true},
                             {"gatewayPayloadPort", 80},
                             {"gatewayPayloadIds", gateways},
                             {"enableSSLPayload", true},
                             {"sslPayloadPort", 443},
                             {"sslPayloadIds", gateways},
                             {"certificateId", wildcard}}));
    const std::string devices = fmt::format("halb/{}/device", load_balancer);
    for (int number = 1; number <= 2; ++number)
        farm.add(devices, object({{"id", load_balancer + number},
                                  {"halbId", load_balancer},
                                  {"deviceIP", fmt::format("10.1.1.{}", 100 + number)},
                                  {"macAddress", fmt::format("00-15-5D-01-0A-{:02X}", number)},
                                  {"enabled", true},
                                  {"priority", number - 1}}));
    farm.set_status("halb", load_balancer, "server", "lb-main");
    farm.set_status("halb", load_balancer, "deviceIP", "10.1.1.101");
    farm.set_status("halb", load_balancer, "role", 1);
}

}  // namespace

void seed_infrastructure(Farm& farm) {
    farm.add("site", object({{"id", headquarters}, {"name", "Headquarters"}, {"licensingSite", true}}));
    farm.add("site", object({{"id", branch}, {"name", "Branch"}, {"licensingSite", false}}));
    farm.set_status("site", headquarters, "server", "broker1.company.dom");
    farm.set_status("site", branch, "server", "broker3.company.dom");

    add_broker(farm, broker1, 1, headquarters, 0);
    add_broker(farm, broker2, 2, headquarters, 1);
    add_broker(farm, broker3, 3, branch, 0);
    farm.set_status("connectionbroker", broker2, "agentState", 27);  // stand-by

    add_gateway(farm, gw1, 1, headquarters, wildcard);
    add_gateway(farm, gw2, 2, headquarters, wildcard);
    add_gateway(farm, gw3, 3, branch, expiring);
    add_gateway(farm, gw4, 4, branch, wildcard);
    farm.set_status("gateway", gw4, "agentState", needs_update);
    farm.set_status("gateway", gw4, "agentVer", "20.2 (build 25889)");

    add_halb(farm);
    farm.add("enrollmentserver", object({{"id", enrollment_server},
                                         {"server", "es1.company.dom"},
                                         {"enabled", true},
                                         {"description", "Single sign-on for Entra ID"},
                                         {"siteId", headquarters},
                                         {"preferredBrokerId", broker1}}));
    farm.set_singleton(
        "farmsettings", 0,
        object({{"farmName", "Company"}, {"farmGUID", machine_id(1, 1)}, {"idleSessionTimeout", 720}}));
}

void seed_certificates(Farm& farm) {
    constexpr std::int64_t day = 86'400;
    const std::int64_t now = farm.clock().now();
    const auto add = [&](std::int64_t id, std::string_view name, std::string_view common_name, int status,
                         int type, std::int64_t expires) {
        farm.add("certificates", object({{"id", id},
                                         {"name", name},
                                         {"siteId", headquarters},
                                         {"enabled", true},
                                         {"usage", 3},
                                         {"status", status},
                                         {"type", type},
                                         {"keySize", 1},
                                         {"commonName", common_name},
                                         {"alternateNames", ""},
                                         {"expirationDate", Clock::date_time(expires)}}));
    };
    add(wildcard, "company-wildcard", "*.company.example", 0, 3, now + 310 * day);
    add(expiring, "portal-expiring", "portal3.company.example", 1, 3, now + 9 * day);
    add(expired, "old-gateway", "gw-old.company.example", 2, 1, now - 40 * day);
}

}  // namespace rasctl::simulator::demo
