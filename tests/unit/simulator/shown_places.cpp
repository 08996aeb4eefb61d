// Updates that take flat what GET shows nested, new names, and nulls.
#include <catch2/catch.hpp>

#include "simulated_farm.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

namespace {

// The member at a dotted path, as text; "?" where there is none.
std::string shown(const Answer& answer, std::string_view path) {
    const json::Value* at = &answer.body;
    while (at && !path.empty()) {
        const auto dot = path.find('.');
        at = at->find(path.substr(0, dot));
        path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return at ? at->scalar_text() : "?";
}

}  // namespace

TEST_CASE("what an update takes flat shows at its nested place") {
    SimulatedFarm farm;
    farm.log_on();
    REQUIRE(farm.call("PUT", "/api/WebService/settings",
                      R"({"sessionExpire":45,"enableREST":true,"defaultLogLevel":"Debug","globalWindow":20,)"
                      R"("httpsUrl":"https://*:8443"})")
                .status == 204);
    const Answer settings = farm.call("GET", "/api/WebService/settings");
    CHECK(shown(settings, "webAdminService.session.expire") == "45");
    CHECK(shown(settings, "webAdminService.rest.enable") == "true");
    CHECK(shown(settings, "logging.logLevel.default") == "Debug");
    CHECK(shown(settings, "rateLimits.global.window") == "20");
    CHECK(shown(settings, "rateLimits.global.permitLimit") == "50");
    CHECK(shown(settings, "kestrel.endPoints.httpsDefaultCert.url") == "https://*:8443");
}

TEST_CASE("a new name is the object's name from then on, unless another has it") {
    SimulatedFarm farm;
    farm.log_on();
    const Answer made = farm.call("POST", "/api/Gateway", R"({"server":"gw1"})");
    REQUIRE(farm.call("POST", "/api/Gateway", R"({"server":"gw2"})").status == 201);
    const std::string at = "/api/Gateway/" + made.body.find("id")->number_text();
    CHECK(farm.call("PUT", at, R"({"newServer":"gw3"})").status == 204);
    CHECK(shown(farm.call("GET", at), "server") == "gw3");
    CHECK(farm.call("PUT", at, R"({"newServer":"GW2"})").status == 409);
    CHECK(farm.call("PUT", at, R"({"newServer":"gw3"})").status == 204);
    CHECK(farm.call("PUT", at, R"({"newServer":""})").status == 204);
    CHECK(shown(farm.call("GET", at), "server") == "gw3");
}

TEST_CASE("null leaves as it is what cannot be null") {
    SimulatedFarm farm;
    farm.log_on();
    const Answer made = farm.call("POST", "/api/AdminAccount", R"({"name":"anna","enabled":true})");
    REQUIRE(made.status == 201);
    const std::string at = "/api/AdminAccount/" + made.body.find("id")->number_text();
    CHECK(farm.call("PUT", at, R"({"enabled":null})").status == 204);
    CHECK(shown(farm.call("GET", at), "enabled") == "true");
}

TEST_CASE("dates and numbers that cannot be are refused") {
    SimulatedFarm farm;
    farm.log_on();
    const auto status = [&](std::string_view until) {
        return farm
            .call("POST", "/api/MFA/TOTP",
                  R"({"name":"n)" + std::string(until) + R"(","displayName":"d","untilDateTime":")" +
                      std::string(until) + R"("})")
            .status;
    };
    CHECK(status("2031-01-31T08:00:00Z") == 201);
    CHECK(status("2031-01-31T08:00:00.125+02:00") == 201);
    CHECK(status("2031-01-31") == 201);
    for (const char* wrong : {"2031-02-30T08:00:00Z", "2031-01-31T25:00:00Z", "2031-01-31 and more", "soon",
                              "2031-01-31T08:00:00+99:00", "2031-01-31T08:00:-1Z", "2031-01-31T08:00:00."})
        CHECK(status(wrong) == 400);
    CHECK(farm.call("POST", "/api/Gateway", R"({"server":"gw1","gwMode":1099511627776})").status == 400);
}
