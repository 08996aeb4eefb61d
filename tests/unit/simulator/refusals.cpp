// What the service refuses, and in which of its two forms.
#include <catch2/catch.hpp>

#include "json/writer.hpp"
#include "simulated_farm.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

namespace {

std::string problem_of(const Answer& answer, std::string_view field) {
    const json::Value* errors = answer.body.find("errors");
    const json::Value* messages = errors ? errors->find(field) : nullptr;
    return messages && messages->is_array() && !messages->as_array().empty()
               ? messages->as_array()[0].scalar_text()
               : "";
}

}  // namespace

TEST_CASE("bodies that do not fit the schema are refused, naming each field") {
    SimulatedFarm farm;
    farm.log_on();
    const Answer missing = farm.call("POST", "/api/Gateway", R"({"enabled":"maybe","gwMode":"Nonsense"})");
    CHECK(missing.status == 400);
    CHECK(missing.content_type == json_media_type);
    CHECK(problem_of(missing, "server") == "The server field is required.");
    CHECK(problem_of(missing, "enabled") == "The enabled field must be true or false.");
    CHECK(problem_of(missing, "gwMode").find("must be one of") != std::string::npos);
    CHECK(problem_of(farm.call("POST", "/api/Gateway", "{"), "$").find("valid JSON") != std::string::npos);
    CHECK(problem_of(farm.call("POST", "/api/Gateway", "[]"), "$") == "The body must be a JSON object.");
    CHECK(farm.call("POST", "/api/Gateway").status == 400);
}

TEST_CASE("a body needs the service's media type, written in any way") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string body = R"({"server":"gw1"})";
    farm.content_type = "application/json";
    CHECK(farm.call("POST", "/api/Gateway", body).status == 415);
    farm.content_type = "text/plain; api-version=1.0";
    CHECK(farm.call("POST", "/api/Gateway", body).status == 415);
    farm.content_type = "Application/JSON ; charset=utf-8; API-Version=\"1.0\"";
    CHECK(farm.call("POST", "/api/Gateway", body).status == 201);
    farm.content_type = "";
    CHECK(farm.call("GET", "/api/Gateway").status == 200);
}

TEST_CASE("integers, enumerations and ids are read in every way they are written") {
    SimulatedFarm farm;
    farm.log_on();
    const Answer made =
        farm.call("POST", "/api/gateway", R"({"server":"gw1","siteId":"1","gwMode":"1 = Forwarding"})");
    REQUIRE(made.status == 201);
    CHECK(made.body.find("siteId")->to_int64() == 1);
    CHECK(made.body.find("siteId")->is_number());
    const std::string at = "/api/GATEWAY/" + made.body.find("id")->number_text();
    CHECK(farm.call("PUT", at, R"({"description":"new"})").status == 204);
    const Answer changed = farm.call("GET", at);
    CHECK(changed.body.find("description")->as_string() == "new");
    CHECK(changed.body.find("server")->as_string() == "gw1");
    CHECK(farm.call("POST", "/api/Gateway", R"({"server":"gw2","siteId":99999999999})").status == 400);
}

TEST_CASE("references lead to objects that exist") {
    SimulatedFarm farm;
    farm.log_on();
    const Answer answer = farm.call("POST", "/api/Gateway", R"({"server":"gw1","siteId":77})");
    CHECK(answer.status == 400);
    CHECK(answer.body.find("code")->to_int64() == 0);
    CHECK(answer.body.find("msg")->as_string() == "no site has the ID 77 (siteId)");
    CHECK(farm.call("GET", "/api/Gateway?siteId=77").status == 400);
    CHECK(farm.call("GET", "/api/Gateway?siteId=x").status == 400);
}

TEST_CASE("what does not exist, exists already or is not meant is refused") {
    SimulatedFarm farm;
    farm.log_on();
    CHECK(farm.call("GET", "/api/Gateway/999").status == 404);
    CHECK(farm.call("PUT", "/api/Gateway/999", "{}").status == 404);
    CHECK(farm.call("DELETE", "/api/Gateway/999").status == 404);
    CHECK(farm.call("GET", "/api/Gateway/status/of/nothing").status == 404);
    CHECK(farm.call("PATCH", "/api/Gateway").status == 405);
    CHECK(farm.call("POST", "/api/Gateway", R"({"server":"gw1"})").status == 201);
    CHECK(farm.call("POST", "/api/Gateway", R"({"server":"GW1"})").status == 409);
    CHECK(farm.call("DELETE", "/api/Site/1").status == 400);
}

TEST_CASE("read-only fields and, in complete schemas, unknown ones are refused") {
    SimulatedFarm farm;
    farm.log_on();
    const Answer made = farm.call("POST", "/api/RDS/Host", R"({"server":"host1"})");
    REQUIRE(made.status == 201);
    const Answer unknown =
        farm.call("POST", "/api/Session/logon", R"({"username":"a","password":"b","colour":"red"})");
    CHECK(unknown.status == 400);
    CHECK(problem_of(unknown, "colour") == "The colour field is not known.");
    // An incomplete schema may have it.
    CHECK(farm.call("POST", "/api/Gateway", R"({"server":"gw2","colour":"red"})").status == 201);
}

TEST_CASE("an unknown user, a wrong password and no token are 401") {
    SimulatedFarm farm;
    CHECK(farm.call("POST", "/api/Session/logon", R"({"username":"nobody","password":"x"})").status == 401);
    CHECK(farm.call("POST", "/api/Session/logon", R"({"username":"administrator","password":"x"})").status ==
          401);
    CHECK(farm.call("GET", "/api/Gateway").status == 401);
    farm.token = "wrong";
    CHECK(farm.call("GET", "/api/Gateway").status == 401);
}
