// Sessions and what administrators may do.
#include <catch2/catch.hpp>

#include "simulated_farm.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

namespace {

ServiceOptions with_operator() {
    ServiceOptions options;
    options.administrators.emplace_back("operator", "pass word");
    options.session_idle_seconds = 90;
    return options;
}

}  // namespace

TEST_CASE("an idle session ends, a used one lives") {
    SimulatedFarm farm(21, seed_empty, with_operator());
    farm.log_on();
    farm.service.farm().clock().advance(std::chrono::seconds(60));
    CHECK(farm.call("GET", "/api/Site").status == 200);
    farm.service.farm().clock().advance(std::chrono::seconds(60));
    CHECK(farm.call("GET", "/api/Site").status == 200);
    farm.service.farm().clock().advance(std::chrono::seconds(91));
    CHECK(farm.call("GET", "/api/Site").status == 401);
}

TEST_CASE("the web service's own setting of the idle time counts") {
    SimulatedFarm farm;
    farm.log_on();
    REQUIRE(farm.call("PUT", "/api/WebService/settings", R"({"sessionExpire":2})").status == 204);
    farm.service.farm().clock().advance(std::chrono::seconds(119));
    CHECK(farm.call("GET", "/api/Site").status == 200);
    farm.service.farm().clock().advance(std::chrono::seconds(121));
    CHECK(farm.call("GET", "/api/Site").status == 401);
}

TEST_CASE("sessions see each other and can end each other") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string first = farm.token;
    farm.log_on("Administrator@company.dom");
    const Answer sessions = farm.call("GET", "/api/Session");
    REQUIRE(sessions.body.as_array().size() == 2);
    const std::string id = sessions.body.as_array()[0].find("id")->number_text();
    CHECK(farm.call("POST", "/api/Session/" + id + "/logoff").status == 204);
    CHECK(farm.call("POST", "/api/Session/" + id + "/logoff").status == 404);
    farm.token = first;
    CHECK(farm.call("GET", "/api/Site").status == 401);
}

TEST_CASE("power administrators do what their permissions allow") {
    SimulatedFarm farm(21, seed_empty, with_operator());
    farm.log_on();
    const Answer made = farm.call("POST", "/api/AdminAccount", R"({"name":"operator","permissions":0})");
    REQUIRE(made.status == 201);
    const std::string id = made.body.find("id")->number_text();
    const std::string root = farm.token;
    farm.log_on("operator", "pass word");
    REQUIRE_FALSE(farm.token.empty());
    const std::string power = farm.token;
    CHECK(farm.call("POST", "/api/Gateway", R"({"server":"gw1"})").status == 403);
    CHECK(farm.call("GET", "/api/AdminAccount").status == 200);
    CHECK(farm.call("DELETE", "/api/AdminAccount/" + id).status == 403);
    CHECK(farm.call("POST", "/api/Settings/apply").status == 204);
    farm.token = root;
    REQUIRE(farm.call("PUT", "/api/AdminAccount/" + id + "/PowerPermission", R"({"allowSiteChanges":true})")
                .status == 204);
    farm.token = power;
    CHECK(farm.call("POST", "/api/Gateway", R"({"server":"gw1"})").status == 201);
    CHECK(farm.call("POST", "/api/PubItems/Folders", R"({"name":"x"})").status == 403);
}

TEST_CASE("logging on tells whether changes wait") {
    SimulatedFarm farm;
    farm.log_on();
    farm.call("POST", "/api/Gateway", R"({"server":"gw1"})");
    const std::string logon = R"({"username":"administrator","password":"11112222"})";
    CHECK(farm.call("POST", "/api/Session/logon", logon).body.find("applySettingsEnabled")->as_bool());
    farm.call("POST", "/api/Settings/apply");
    CHECK_FALSE(farm.call("POST", "/api/Session/logon", logon).body.find("applySettingsEnabled")->as_bool());
}
