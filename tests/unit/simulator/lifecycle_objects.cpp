// Certificates, publishing, policies, settings, brokers and what else has a life of its own.
#include <catch2/catch.hpp>

#include "simulated_farm.hpp"
#include "simulator/demo/farm.hpp"
#include "simulator/model/certificate_files.hpp"

namespace rasctl::simulator {
namespace {

using namespace std::chrono_literals;

struct Demo : SimulatedFarm {
    Demo() : SimulatedFarm(21, seed_demo) { log_on(); }
    void pass(std::chrono::seconds time) { service.farm().clock().advance(time); }
    std::string text(const std::string& path, std::string_view member) {
        const Answer answer = call("GET", path);
        const json::Value* value = answer.body.find(member);
        return value ? value->scalar_text() : "";
    }
    std::size_t count(const std::string& path) { return call("GET", path).body.as_array().size(); }
    Response raw(std::string_view method, std::string_view target, std::string_view type = {},
                 std::string body = {}) {
        Request request;
        request.method = method;
        request.target = target;
        request.headers.emplace_back("Content-Type",
                                     type.empty() ? std::string(json_media_type) : std::string(type));
        request.headers.emplace_back("auth_token", token);
        request.body = std::move(body);
        return service.handle(request);
    }
    Response upload(std::string_view method, std::string_view target, std::string_view field,
                    std::string_view content) {
        std::string body = "--frontier\r\nContent-Disposition: form-data; name=\"";
        body += field;
        body += "\"; filename=\"f\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        body += content;
        body += "\r\n--frontier--\r\n";
        return raw(method, target, "multipart/form-data; boundary=frontier", std::move(body));
    }
};

}  // namespace

TEST_CASE_METHOD(Demo, "a self-signed certificate can be exported and read") {
    const Answer made = call("POST", "/api/Certificates/GenerateSelfSigned",
                             R"({"name":"test","commonName":"test.company.example","email":"a@b.example"})");
    REQUIRE(made.status == 201);
    const std::string path = "/api/Certificates/" + made.body.find("id")->scalar_text();
    CHECK(text(path, "status") == "0");
    CHECK(text(path, "type") == "1");
    const auto facts = read_certificate(raw("GET", path + "/Export").whole_body());
    REQUIRE(facts);
    const std::string pfx = raw("GET", path + "/Export?password=secret").whole_body();
    CHECK(read_pfx(pfx, "secret"));
    CHECK_FALSE(read_pfx(pfx, "wrong"));
    CHECK(call("POST", path + "/Renew").status == 204);
    CHECK(call("POST", path + "/Revoke").status == 400);
    pass(std::chrono::hours(24 * 360));
    log_on();
    CHECK(text(path, "status") == "1");
}

TEST_CASE_METHOD(Demo, "Let's Encrypt issues after a while, or fails and is tried again") {
    const Answer good = call("POST", "/api/Certificates/GenerateLetsEncrypt",
                             R"({"name":"le","commonName":"le.company.example","email":"a@b.example"})");
    const Answer bad = call("POST", "/api/Certificates/GenerateLetsEncrypt",
                            R"({"name":"bad","commonName":"le.invalid","email":"a@b.example"})");
    REQUIRE(good.status == 201);
    const std::string good_path = "/api/Certificates/" + good.body.find("id")->scalar_text();
    const std::string bad_path = "/api/Certificates/" + bad.body.find("id")->scalar_text();
    CHECK(text(good_path, "status") == "5");
    pass(61s);
    CHECK(text(good_path, "status") == "0");
    CHECK(text(bad_path, "status") == "6");
    CHECK(call("POST", bad_path + "/Retry").status == 204);
    CHECK(text(bad_path, "status") == "5");
    CHECK(call("POST", good_path + "/Revoke").status == 204);
    pass(21s);
    CHECK(text(good_path, "status") == "4");
}

TEST_CASE_METHOD(Demo, "published items keep their places") {
    CHECK(call("POST", "/api/PubItems/202/move", R"({"parentId":203})").status == 400);
    CHECK(call("POST", "/api/PubItems/203/move", R"({"parentId":0})").status == 204);
    CHECK(text("/api/PubItems/203", "parentId") == "0");
    CHECK(call("POST", "/api/PubItems/202/Folders/sort").status == 204);
    const Answer copy = call("POST", "/api/PubItems/203/Copy");
    CHECK(copy.status == 201);
    CHECK(count("/api/PubItems") == 123);
    CHECK(call("DELETE", "/api/PubItems/203/Folders").status == 204);
    CHECK(count("/api/PubItems") == 120);
}

TEST_CASE_METHOD(Demo, "policies have an order that survives changes") {
    CHECK(call("PUT", "/api/ClientPolicies/92/order", R"({"direction":0})").status == 400);
    CHECK(call("PUT", "/api/ClientPolicies/92/order", R"({"direction":1})").status == 204);
    CHECK(text("/api/ClientPolicies/92", "order") == "2");
    CHECK(text("/api/ClientPolicies/93", "order") == "1");
    const Answer copy = call("POST", "/api/ClientPolicies/94/Duplicate");
    REQUIRE(copy.status == 201);
    CHECK(copy.body.find("order")->scalar_text() == "7");
    CHECK(call("DELETE", "/api/ClientPolicies/93").status == 204);
    CHECK(text("/api/ClientPolicies/92", "order") == "1");
    const std::string exported =
        raw("POST", "/api/ClientPolicies/export", {}, R"({"ids":[94]})").whole_body();
    CHECK(upload("POST", "/api/ClientPolicies/import", "file", exported).status == 204);
    CHECK(upload("POST", "/api/ClientPolicies/import", "file", "nonsense").status == 400);
    CHECK(count("/api/ClientPolicies") == 7);
}

TEST_CASE_METHOD(Demo, "settings come back from their backup") {
    const std::string backup = raw("GET", "/api/Settings/export").whole_body();
    CHECK(call("DELETE", "/api/Gateway/24").status == 204);
    CHECK(count("/api/Gateway") == 3);
    CHECK(upload("POST", "/api/Settings/import", "file", backup).status == 204);
    CHECK(count("/api/Gateway") == 4);
    CHECK(count("/api/RDSession") == 300);
    CHECK(upload("POST", "/api/Settings/import", "file", backup.substr(0, backup.size() / 2)).status == 400);
    CHECK(count("/api/Gateway") == 4);
}

TEST_CASE_METHOD(Demo, "a promoted broker becomes the first of its site") {
    CHECK(call("POST", "/api/ConnectionBroker/11/promote").status == 400);
    CHECK(call("POST", "/api/ConnectionBroker/12/promote").status == 204);
    CHECK(text("/api/ConnectionBroker/12", "priority") == "0");
    CHECK(text("/api/ConnectionBroker/11", "priority") == "1");
    CHECK(text("/api/ConnectionBroker/11/status", "agentState") == "27");
    pass(21s);
    CHECK(text("/api/ConnectionBroker/12/status", "agentState") == "0");
}

TEST_CASE_METHOD(Demo, "second factors can be reset") {
    CHECK(call("POST", "/api/MFA/Users", R"({"mfaId":82})").body.as_array().size() == 24);
    const std::string user = made::user_principal(7);
    CHECK(call("PUT", "/api/MFA/Users", R"({"users":[")" + user + R"("],"mfaId":82})").status == 204);
    CHECK(call("PUT", "/api/MFA/Users", R"({"users":["nobody"],"mfaId":82})").status == 400);
    CHECK(call("PUT", "/api/MFA/Users/All", R"({"mfaId":82})").status == 204);
    CHECK(call("POST", "/api/MFA/Users", R"({"mfaId":82})").body.as_array().empty());
}

TEST_CASE_METHOD(Demo, "a farm joins a tenant broker with a valid invitation only") {
    CHECK(call("POST", "/api/TenantBroker/Join", R"({"hashKey":"wrong"})").status == 412);
    const Answer hash = call("POST", "/api/TenantBrokerSettings/GenerateHash");
    REQUIRE(hash.status == 200);
    CHECK(call("POST", "/api/TenantBroker/Join", R"({"hashKey":")" + hash.body.scalar_text() + R"("})")
              .status == 204);
    CHECK(text("/api/TenantBroker/Status", "status") == "0");
    CHECK(call("POST", "/api/TenantBroker/Unjoin").status == 204);
    CHECK(call("POST", "/api/TenantBroker/Unjoin").status == 400);
}

TEST_CASE_METHOD(Demo, "an agent that is out of date can be updated") {
    CHECK(text("/api/Gateway/24/status", "agentState") == "-5");
    CHECK(call("PUT", "/api/Agent", R"({"server":"gw4.company.dom"})").status == 204);
    pass(46s);
    CHECK(text("/api/Gateway/24/status", "agentState") == "0");
    CHECK(call("DELETE", "/api/Agent", R"({"server":"gw4.company.dom"})").status == 204);
    CHECK(text("/api/Gateway/24/status", "agentState") == "-4");
    CHECK(call("PUT", "/api/Agent", R"({"server":"nowhere"})").status == 404);
}

TEST_CASE_METHOD(Demo, "licence calls fail as in the vendor's sample") {
    const Answer activate = call("POST", "/api/License/activate",
                                 R"({"email":"someone@parallels.com","password":"11112222","key":"XXX"})");
    CHECK(activate.status == 400);
    CHECK(activate.body.find("msg")->as_string() == "invalid login or password");
    const Answer deactivate =
        call("POST", "/api/License/deactivate", R"({"email":"someone@parallels.com","password":"11112222"})");
    CHECK(deactivate.status == 400);
    CHECK(deactivate.body.find("msg")->as_string() ==
          "Failed to Deactivate - Product not activated with a license key.");
}

}  // namespace rasctl::simulator
