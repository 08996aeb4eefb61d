// A service without sockets, logged on, for tests.
#pragma once

#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "json/reader.hpp"
#include "json/value.hpp"
#include "simulator/demo/seed.hpp"
#include "simulator/server/service.hpp"

namespace rasctl::simulator {

struct Answer {
    unsigned status = 0;
    json::Value body;  // null without one
    std::string content_type;
};

class SimulatedFarm {
  public:
    explicit SimulatedFarm(int api = 21, const Seed& seed = seed_empty, ServiceOptions options = {})
        : service(catalog::Catalog::built_in(), with_api(std::move(options), api)) {
        seed(service.farm(), 1);
        started = service.start().has_value();
    }

    // As a client sends it; the token goes along once there is one.
    Answer call(std::string_view method, std::string_view target, std::string_view body = "") {
        Request request;
        request.method = method;
        request.target = target;
        request.peer = "127.0.0.1";
        request.headers.emplace_back("Content-Type", content_type);
        if (!token.empty()) request.headers.emplace_back("auth_token", token);
        request.body = body;
        const Response response = service.handle(request);
        Answer answer{response.status, {}, response.content_type};
        if (auto value = json::parse(response.whole_body())) answer.body = std::move(*value);
        return answer;
    }

    SimulatedFarm& log_on(std::string_view name = "administrator", std::string_view password = "11112222") {
        token.clear();
        const Answer answer = call(
            "POST", "/api/Session/logon",
            R"({"username":")" + std::string(name) + R"(","password":")" + std::string(password) + R"("})");
        if (const json::Value* found = answer.body.find("authToken")) token = found->scalar_text();
        return *this;
    }

    Service service;
    std::string token;
    std::string content_type = "application/json; api-version=1.0";
    bool started = false;

  private:
    static ServiceOptions with_api(ServiceOptions options, int api) {
        options.farm.api = api;
        return options;
    }
};

// The names of an object's members, in order, separated by spaces.
inline std::string names_of(const json::Value& object) {
    std::string names;
    if (!object.is_object()) return names;
    for (const auto& [name, value] : object.as_object()) names += (names.empty() ? "" : " ") + name;
    return names;
}

}  // namespace rasctl::simulator
