#include "farm/server_error.hpp"
#include "http/known_secrets.hpp"

#include <catch2/catch.hpp>

#include "farm/request_builder.hpp"

using namespace rasctl;

namespace {

Error error_of(unsigned status, std::string body) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    return farm::server_error("it failed", response);
}

}  // namespace

TEST_CASE("both error forms and what is neither are read", "[farm]") {
    CHECK(error_of(400, R"({"code":0,"msg":"m"})").why == "m (HTTP 400)");
    CHECK(error_of(409, R"({"title":"t","detail":"d"})").why == "d (HTTP 409)");
    const Error validation = error_of(400, R"({"title":"t","errors":{"server":["a","b"],"x":"c"}})");
    CHECK(validation.why == "t (HTTP 400)");
    CHECK(validation.details == std::vector<std::string>{"server: a", "server: b", "x: \"c\""});
    CHECK(error_of(502, "<html><title>Bad gateway</title>").why ==
          "an HTML page came instead of an answer: 'Bad gateway' (HTTP 502)");
    CHECK(error_of(500, "plain words\nmore").why == "plain words (HTTP 500)");
    CHECK(error_of(404, "").why == "not found (HTTP 404)");
}

TEST_CASE("statuses have exit codes", "[farm]") {
    CHECK(farm::exit_code_for(401) == ExitCode::not_allowed);
    CHECK(farm::exit_code_for(404) == ExitCode::not_found);
    CHECK(farm::exit_code_for(409) == ExitCode::invalid);
    CHECK(farm::exit_code_for(504) == ExitCode::timed_out);
    CHECK(farm::exit_code_for(503) == ExitCode::refused);
}

TEST_CASE("secrets are masked in what may be shown", "[farm]") {
    const auto create = catalog::Catalog::built_in().command("gateway create");
    REQUIRE(create);
    farm::Arguments arguments;
    arguments.query = {{"username", json::Value("me")}, {"password", json::Value("planted secret")}};
    arguments.body = json::Value(json::Object{});
    const auto request = farm::build_request(create->operation(0), arguments, 21);
    CHECK(request.target == "/api/Gateway?username=me&password=planted%20secret");
    CHECK(request.shown_target == "/api/Gateway?username=me&password=***");
    CHECK(farm::shown_query("/a?x=1&apiToken=abc") == "/a?x=1&apiToken=***");
    json::Object body;
    body.append("newPassword", "planted");
    body.append("plain", "shown");
    body.append("adminPassword", 11112222);
    body.append("passwordAge", true);
    CHECK(*farm::masked_by_name(body).find("newPassword") == json::Value("***"));
    CHECK(*farm::masked_by_name(body).find("plain") == json::Value("shown"));
    CHECK(*farm::masked_by_name(body).find("adminPassword") == json::Value("***"));
    CHECK(*farm::masked_by_name(body).find("passwordAge") == json::Value(true));
    CHECK(http::without_secrets("not 11112222, planted%20secret") == "not ***, ***");
}
