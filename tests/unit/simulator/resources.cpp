// What the generic service keeps: rows, settings, lists, and the relations between them.
#include <catch2/catch.hpp>

#include "json/writer.hpp"
#include "simulated_farm.hpp"
#include "simulator/demo/farm.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

namespace {

std::string id_of(const Answer& made) {
    REQUIRE(made.status == 201);
    return made.body.find("id")->number_text();
}

}  // namespace

TEST_CASE("settings are one object for a farm or for each site") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string second =
        id_of(farm.call("POST", "/api/Site", R"({"server":"broker2","name":"Second"})"));
    const std::string first_default =
        json::write(*farm.call("GET", "/api/LBSettings").body.find("replicate"));
    REQUIRE(farm.call("PUT", "/api/LBSettings?siteId=" + second, R"({"replicate":true})").status == 204);
    CHECK(json::write(*farm.call("GET", "/api/LBSettings?siteId=" + second).body.find("replicate")) ==
          "true");
    CHECK(json::write(*farm.call("GET", "/api/LBSettings").body.find("replicate")) == first_default);
}

TEST_CASE("an object whose new name is its key is found by it") {
    SimulatedFarm farm(21, seed_demo);
    farm.log_on();
    const Answer providers = farm.call("GET", "/api/Provider");
    const std::string list =
        "/api/Provider/" + json::at_path(providers.body, "0.id")->number_text() + "/AdminCredentials";
    REQUIRE(farm.call("POST", list, R"({"username":"before","password":"x"})").status == 201);
    REQUIRE(farm.call("PUT", list + "/before", R"({"newUsername":"after"})").status == 204);
    CHECK(farm.call("DELETE", list + "/before").status == 404);
    CHECK(farm.call("DELETE", list + "/after").status == 204);
}

TEST_CASE("what a policy's update takes flat is shown nested") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string id = id_of(farm.call("POST", "/api/ClientPolicies", R"({"name":"Office"})"));
    REQUIRE(
        farm.call("PUT", "/api/ClientPolicies/" + id, R"({"connectionTimeout":45,"connectionName":"Work"})")
            .status == 204);
    const Answer policy = farm.call("GET", "/api/ClientPolicies/" + id);
    const json::Value* timeout =
        json::at_path(policy.body, "clientPolicy.session.connectionAdvancedSettings.connectionTimeout");
    REQUIRE(timeout);
    CHECK(timeout->to_int64() == 45);
    CHECK(json::at_path(policy.body, "clientPolicy.session.primaryConnection.name")->as_string() == "Work");
    const std::string copy = id_of(farm.call("POST", "/api/ClientPolicies/" + id + "/Duplicate"));
    const Answer copied = farm.call("GET", "/api/ClientPolicies/" + copy);
    CHECK(json::at_path(copied.body, "clientPolicy.session.primaryConnection.name")->as_string() == "Work");
}

TEST_CASE("published items are one table with a place for each kind") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string folder = id_of(farm.call("POST", "/api/PubItems/Folders", R"({"name":"Tools"})"));
    const std::string app = id_of(farm.call(
        "POST", "/api/PubItems/Apps/RDS", R"({"name":"Pad","target":"pad.exe","parentId":)" + folder + "}"));
    CHECK(farm.call("GET", "/api/PubItems").body.as_array().size() == 2);
    CHECK(farm.call("GET", "/api/PubItems/Apps/RDS").body.as_array().size() == 1);
    CHECK(farm.call("GET", "/api/PubItems?name=pad").body.as_array().size() == 1);
    CHECK(farm.call("GET", "/api/PubItems/" + app + "/Apps/RDS").body.find("target")->as_string() ==
          "pad.exe");
    CHECK(farm.call("GET", "/api/PubItems/" + app + "/Folders").status == 404);
    CHECK(farm.call("GET", "/api/PubItems/" + app).body.find("type")->to_int64() == 2);
    CHECK(farm.call("PUT", "/api/PubItems/" + app + "/Apps/RDS", R"({"target":"note.exe"})").status == 204);
    CHECK(farm.call("GET", "/api/PubItems/" + app + "/Apps/RDS").body.find("target")->as_string() ==
          "note.exe");
    CHECK(farm.call("DELETE", "/api/PubItems/" + app).status == 204);
    CHECK(farm.call("GET", "/api/PubItems/" + app).status == 404);
}

TEST_CASE("lists without ids take entries, show them under their own names and lose them") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string id =
        id_of(farm.call("POST", "/api/MFA/TOTP", R"({"name":"Phone","displayName":"Phone"})"));
    const std::string at = "/api/MFA/" + id + "/Criteria";
    CHECK(farm.call("POST", at + "/Devices", R"({"clientDeviceName":"laptop1"})").status == 201);
    CHECK(farm.call("POST", at + "/Devices", R"({"clientDeviceName":"laptop1"})").status == 409);
    CHECK(json::write(farm.call("GET", at + "/Devices").body) == R"([{"client":"laptop1"}])");
    CHECK(farm.call("DELETE", at + "/Devices", R"({"clientDeviceName":"other"})").status == 404);
    CHECK(farm.call("DELETE", at + "/Devices", R"({"clientDeviceName":"LAPTOP1"})").status == 204);
    CHECK(json::write(farm.call("GET", at + "/Devices").body) == "[]");
    CHECK(farm.call("POST", at + "/IPs", R"({"ip":"10.0.0.1-10.0.0.9","ipType":0})").status == 201);
    CHECK(json::write(farm.call("GET", at + "/IPs").body) ==
          R"({"iPv4s":[{"from":"10.0.0.1","to":"10.0.0.9"}],"iPv6s":[]})");
    CHECK(farm.call("DELETE", at + "/IPs", R"({"ip":"10.0.0.1-10.0.0.9","ipType":0})").status == 204);
    CHECK(farm.call("POST", at + "/GatewayIPs", R"({"ip":"10.1.1.1"})").status == 201);
    CHECK(json::write(farm.call("GET", at + "/GatewayIPs").body) == R"([{"gatewayIP":"10.1.1.1"}])");
}

TEST_CASE("rows below a row have ids of their own and go with it") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string halb =
        id_of(farm.call("POST", "/api/HALB", R"({"name":"lb","virtualIPV4":"10.0.0.5"})"));
    const std::string at = "/api/HALB/" + halb + "/Device";
    const std::string device = id_of(farm.call("POST", at, R"({"deviceIP":"10.0.0.6"})"));
    CHECK(json::write(*farm.call("GET", at + "/" + device).body.find("halbId")) == halb);
    CHECK(farm.call("DELETE", "/api/HALB/" + halb).status == 204);
    CHECK(farm.call("GET", at).status == 404);
    CHECK(farm.service.farm().store().count("halb/" + halb + "/device") == 0);
}

TEST_CASE("a refused request leaves nothing behind") {
    SimulatedFarm farm;
    farm.log_on();
    farm.service.handlers().add("POST", "/api/Gateway/{id}/PrivateKey", [](Farm& inside, const Call&) {
        json::Object changes;
        changes.append("description", "half done");
        inside.change("gateway", inside.store().keys("gateway").front(), changes);
        return business_error("no");
    });
    const std::string id = id_of(farm.call("POST", "/api/Gateway", R"({"server":"gw1"})"));
    farm.content_type = "multipart/form-data; boundary=b";
    const Answer refused = farm.call(
        "POST", "/api/Gateway/" + id + "/PrivateKey",
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"k\"\r\n\r\nx\r\n--b--\r\n");
    CHECK(refused.status == 400);
    CHECK(farm.call("GET", "/api/Gateway/" + id).body.find("description")->scalar_text() != "half done");
}

TEST_CASE("jobs run when their simulated time has come") {
    SimulatedFarm farm;
    farm.log_on();
    int ran = 0;
    farm.service.handlers().add_job("count", [&](Farm&, const json::Object&) { ++ran; });
    farm.service.farm().later(60, "count", {});
    farm.call("GET", "/api/Site");
    CHECK(ran == 0);
    farm.service.farm().clock().advance(std::chrono::minutes(2));
    farm.call("GET", "/api/Site");
    CHECK(ran == 1);
}

TEST_CASE("a farm can be described in JSON") {
    SimulatedFarm farm(21, [](Farm& inside, std::size_t) {
        REQUIRE(seed_from_text(inside,
                               R"({"/api/Gateway":[{"server":"gw1"},{"id":50,"server":"gw2"}],)"
                               R"("FarmSettings":{"sessionExpire":5},)"
                               R"("AdminAccount":[{"name":"anna","password":"secret","permissions":0}]})")
                    .has_value());
    });
    farm.log_on();
    CHECK(farm.call("GET", "/api/Gateway").body.as_array().size() == 2);
    CHECK(farm.call("GET", "/api/Gateway/50").body.find("server")->as_string() == "gw2");
    CHECK(farm.call("GET", "/api/Site").body.as_array().size() == 1);
    farm.log_on("anna", "secret");
    CHECK(farm.token.size() == 64);
    Farm& inside = farm.service.farm();
    CHECK_FALSE(seed_from_text(inside, "[]").has_value());
    CHECK_FALSE(seed_from_text(inside, R"({"gateway":[1]})").has_value());
}

TEST_CASE("a farm can be described in YAML") {
    SimulatedFarm farm(21, [](Farm& inside, std::size_t) {
        const auto seeded = seed_from_text(
            inside, "/api/Gateway:\n  - server: gw1\n    description: 'yes'\n    enabled: false\n");
        REQUIRE(seeded.has_value());
        CHECK_FALSE(seed_from_text(inside, "a: [\n").has_value());
        CHECK_FALSE(seed_from_text(inside, "a: &a\n  - *a\n").has_value());
    });
    const Answer gateways = farm.log_on().call("GET", "/api/Gateway");
    REQUIRE(gateways.body.as_array().size() == 1);
    CHECK(gateways.body.as_array()[0].find("description")->as_string() == "yes");
    CHECK_FALSE(gateways.body.as_array()[0].find("enabled")->as_bool());
}

TEST_CASE("lists that an item shows itself are kept in it") {
    SimulatedFarm farm(20);
    farm.log_on();
    const std::string host = id_of(farm.call("POST", "/api/RDS/Host", R"({"server":"host1"})"));
    const std::string app =
        id_of(farm.call("POST", "/api/PubItems/Apps/RDS", R"({"name":"Pad","target":"pad.exe"})"));
    const std::string at = "/api/PubItems/" + app;
    CHECK(farm.call("POST", at + "/ClientFilters", R"({"client":"pc1"})").status == 201);
    CHECK(farm.call("POST", at + "/IPFilters", R"({"ip":"fe80::1"})").status == 201);
    CHECK(farm.call("POST", at + "/Apps/RDS/ServerAttr/" + host,
                    R"({"serverID":)" + host + R"(,"target":"x.exe"})")
              .status == 201);
    CHECK(farm.call("POST", at + "/Apps/FileExtensions", R"({"extension":"txt"})").status == 201);
    const Answer item = farm.call("GET", at + "/Apps/RDS");
    CHECK(json::write(*item.body.find("allowedClients")) == R"(["pc1"])");
    CHECK(json::write(*item.body.find("allowedIP6s")) == R"([{"from":"fe80::1","to":"fe80::1"}])");
    CHECK(json::write(*item.body.find("fileExtensions")) == R"(["txt"])");
    REQUIRE(item.body.find("perServerAttributes")->as_array().size() == 1);
    CHECK(farm.call("DELETE", at + "/ClientFilters/pc1").status == 204);
    CHECK(farm.call("DELETE", at + "/ClientFilters/pc1").status == 404);
    CHECK(farm.call("DELETE", at + "/IPFilters/fe80::1").status == 204);
    CHECK(farm.call("DELETE", at + "/Apps/RDS/ServerAttr/" + host).status == 204);
    const Answer after = farm.call("GET", at + "/Apps/RDS");
    CHECK(json::write(*after.body.find("allowedClients")) == "[]");
    CHECK(json::write(*after.body.find("perServerAttributes")) == "[]");
}

TEST_CASE("lists show rows exactly as single objects") {
    SimulatedFarm farm(21, seeds().find("demo")->second);
    farm.log_on();
    for (const std::string path :
         {"/api/Gateway", "/api/RDS/Host", "/api/PubItems", "/api/ClientPolicies", "/api/Certificates"}) {
        const Answer list = farm.call("GET", path);
        REQUIRE(list.body.is_array());
        REQUIRE_FALSE(list.body.as_array().empty());
        for (const json::Value& row : list.body.as_array())
            CHECK(json::write(farm.call("GET", path + "/" + row.find("id")->number_text()).body) ==
                  json::write(row));
    }
    CHECK(farm.call("GET", "/api/RDS/Host?siteId=2").body.as_array().size() <
          farm.call("GET", "/api/RDS/Host").body.as_array().size());
}

TEST_CASE("a part of an object is one value, whichever path writes it") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string host =
        "/api/RDS/Host/" + id_of(farm.call("POST", "/api/RDS/Host", R"({"server":"h1"})"));
    const std::string container = host + "/FSLogix/ProfileContainer";
    REQUIRE(farm.call("PUT", container, R"({"defaultSize":777})").status == 204);
    REQUIRE(farm.call("POST", container + "/VHDLocations", R"({"folder":"\\\\s\\p"})").status == 201);
    const Answer whole = farm.call("GET", host);
    const Answer part = farm.call("GET", container);
    REQUIRE(json::at_path(part.body, "vhdLocations.0"));
    CHECK(json::write(part.body).find("777") != std::string::npos);
    CHECK(json::write(whole.body).find(json::write(part.body)) != std::string::npos);
}

TEST_CASE("rows that the object above shows are the same rows") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string halb = "/api/HALB/" + id_of(farm.call("POST", "/api/HALB", R"({"name":"front"})"));
    REQUIRE(farm.call("POST", halb + "/Device", R"({"deviceIP":"10.0.0.9"})").status == 201);
    const Answer whole = farm.call("GET", halb);
    CHECK(json::write(*whole.body.find("devices")).find("10.0.0.9") != std::string::npos);
}

TEST_CASE("what named an object that is gone names nothing") {
    SimulatedFarm farm;
    farm.log_on();
    const std::string theme = id_of(farm.call("POST", "/api/Theme", R"({"name":"Dark"})"));
    const std::string broker =
        id_of(farm.call("POST", "/api/ConnectionBroker", R"({"server":"broker7.company.dom"})"));
    const std::string gateway =
        "/api/Gateway/" + id_of(farm.call("POST", "/api/Gateway", R"({"server":"gw7.company.dom"})"));
    REQUIRE(farm.call("PUT", gateway, R"({"preferredBrokerId":)" + broker + "}").status == 204);
    REQUIRE(farm.call("DELETE", "/api/ConnectionBroker/" + broker).status == 204);
    CHECK(farm.call("GET", gateway).body.find("preferredBrokerId")->to_int64() == 0);
    CHECK(farm.call("DELETE", "/api/Theme/" + theme).status == 204);
}
