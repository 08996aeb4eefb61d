// The demo farm: what it holds, and that everything it shows fits the catalogue.
#include "simulator/demo/farm.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "schema_check.hpp"
#include "simulated_farm.hpp"
#include "simulator/model/resources.hpp"

namespace rasctl::simulator {
namespace {

std::size_t count(SimulatedFarm& farm, std::string_view path) {
    const Answer answer = farm.call("GET", path);
    REQUIRE(answer.status == 200);
    return answer.body.as_array().size();
}

bool has_name(SimulatedFarm& farm, std::string_view path, std::string_view name) {
    const Answer answer = farm.call("GET", path);
    for (const json::Value& one : answer.body.as_array())
        for (const char* member : {"name", "server"})
            if (const json::Value* value = one.find(member); value && value->scalar_text() == name)
                return true;
    return false;
}

}  // namespace

TEST_CASE("the demo farm holds a company") {
    SimulatedFarm farm(21, seed_demo);
    farm.log_on();
    CHECK(count(farm, "/api/Site") == 2);
    CHECK(count(farm, "/api/ConnectionBroker") == 3);
    CHECK(count(farm, "/api/Gateway") == 4);
    CHECK(count(farm, "/api/RDS/Host") == 40);
    CHECK(count(farm, "/api/RDS/HostPool") == 3);
    CHECK(count(farm, "/api/PubItems") == 120);
    CHECK(count(farm, "/api/ClientPolicies") == 6);
    CHECK(count(farm, "/api/Certificates") == 3);
    CHECK(count(farm, "/api/RDSession") == 300);
    CHECK(count(farm, "/api/RDS/Host/sessions") == 280);
    CHECK(count(farm, "/api/RDS/Template/111/Version") == 2);
    CHECK(count(farm, "/api/VDI/Template/122/Version") == 2);
    CHECK(has_name(farm, "/api/RDS/Host", "rdsh40.company.dom"));
    CHECK(has_name(farm, "/api/PubItems/Apps/RDS", "Calculator"));
    CHECK(has_name(farm, "/api/PubItems/Apps/RDS", "Text Editor"));
    CHECK(has_name(farm, "/api/ClientPolicies", "Contractors"));
    CHECK(has_name(farm, "/api/NotificationScripts", "restart-spooler"));
    CHECK(has_name(farm, "/api/MFA", "Duo Radius"));
    CHECK(has_name(farm, "/api/HALB", "lb-main"));
    CHECK(has_name(farm, "/api/Theme", "Dark"));
}

TEST_CASE("every GET of the demo farm answers what its schema says") {
    SimulatedFarm farm(21, seed_demo);
    farm.log_on();
    const Resources& resources = farm.service.farm().resources();
    std::size_t answered = 0;
    for (const catalog::Operation operation : catalog::Catalog::built_in().operations()) {
        if (operation.method() != "GET" || !resources.available(operation)) continue;
        const auto target = target_of(farm.service.farm(), operation);
        if (!target) continue;
        INFO(*target);
        const Answer answer = farm.call("GET", *target);
        // Some need a query or something that only a request brings about.
        if (answer.status >= 400) continue;
        CHECK(misfit(operation, answer.body) == "");
        ++answered;
    }
    CHECK(answered > 400);
}

TEST_CASE("people's names differ") {
    std::set<std::string> names;
    for (std::size_t number = 0; number < 20'000; ++number) names.insert(made::user_name(number));
    CHECK(names.size() == 20'000);
}

TEST_CASE("a larger demo farm has more of the same") {
    SimulatedFarm farm(21, [](Farm& seeded, std::size_t) { seed_demo(seeded, 12); });
    farm.log_on();
    CHECK(count(farm, "/api/RDS/Host") == 480);
    CHECK(count(farm, "/api/RDSession") == 3600);
}

TEST_CASE("the counts of a host are those of its sessions") {
    SimulatedFarm farm(21, seed_demo);
    farm.log_on();
    const Answer hosts = farm.call("GET", "/api/RDS/Host/status");
    for (const json::Value& host : hosts.body.as_array()) {
        const std::string path = "/api/RDS/Host/" + host.find("id")->scalar_text() + "/sessions";
        const auto sessions = static_cast<std::int64_t>(count(farm, path));
        CHECK(sessions ==
              *host.find("activeSessions")->to_int64() + *host.find("disconnectedSessions")->to_int64());
    }
}

}  // namespace rasctl::simulator
