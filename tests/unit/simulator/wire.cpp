// The parts between sockets and service: multipart, records, limits, options.
#include <catch2/catch.hpp>

#include "json/writer.hpp"
#include "simulated_farm.hpp"
#include "simulator/model/multipart.hpp"
#include "simulator/server/endpoint.hpp"
#include "simulator/server/options.hpp"
#include "simulator/server/rate_limit.hpp"
#include "simulator/server/record.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

TEST_CASE("multipart bodies are split at their boundaries only") {
    const std::string body =
        "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nwild\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".pfx\"\r\nContent-Type: "
        "application/x\r\n\r\n"
        "one\r\n--bx\r\n--b two\r\n--b--\r\n";
    const auto parts = parse_multipart(body, "b");
    REQUIRE(parts.has_value());
    REQUIRE(parts->size() == 2);
    CHECK((*parts)[0].content == "wild");
    CHECK((*parts)[1].file_name == "a \"b\".pfx");
    CHECK_FALSE(parse_multipart(body.substr(0, body.size() - 5), "b").has_value());
    CHECK_FALSE(parse_multipart("--b\r\n\r\nno name\r\n--b--", "b").has_value());
    CHECK_FALSE(parse_multipart("", "b").has_value());
    CHECK(multipart_boundary("multipart/form-data; charset=utf-8; boundary=\"x y\"") == "x y");
    CHECK_FALSE(multipart_boundary("application/json; boundary=x"));
}

TEST_CASE("records hold what arrived, without secrets") {
    SimulatedFarm farm;
    Request request;
    request.method = "POST";
    request.target = "/api/gateway?noInstall=true&username=me&password=s%20ecret";
    request.headers = {{"Content-Type", "application/json; api-version=1.0"}, {"auth_token", "t0ken"}};
    request.body = R"({"server":"gw1","siteId":1.0})";
    const Router& router = farm.service.router();
    CHECK(
        Recorder::line(request, 201, router, false) ==
        R"({"method":"POST","path":"/api/gateway?noInstall=true&username=me&password=***","headers":)"
        R"({"Content-Type":"application/json; api-version=1.0","auth_token":"***"},"body":{"server":"gw1","siteId":1.0},"status":201})");
    CHECK(Recorder::line(request, 201, router, true).find("s%20ecret") != std::string::npos);
    request.target = "/api/Session/logon";
    request.body = R"({"username":"administrator","password":"11112222"})";
    CHECK(Recorder::line(request, 200, router, false).find("11112222") == std::string::npos);
    CHECK(Recorder::line(request, 200, router, true).find("11112222") != std::string::npos);
    request.body.clear();
    CHECK(Recorder::line(request, 200, router, true).find(R"("body":null)") != std::string::npos);
    request.body = "\xff\xfe";
    CHECK(json::parse(Recorder::line(request, 400, router, true)).has_value());
}

TEST_CASE("the rate limit counts in fixed windows") {
    RateLimit limit(2, std::chrono::seconds(10));
    const RateLimit::Time start{};
    CHECK_FALSE(limit.refuse(start));
    CHECK_FALSE(limit.refuse(start + std::chrono::seconds(1)));
    const auto wait = limit.refuse(start + std::chrono::seconds(4));
    REQUIRE(wait);
    CHECK(*wait == std::chrono::seconds(6));
    CHECK_FALSE(limit.refuse(start + std::chrono::seconds(10)));
}

TEST_CASE("an endpoint limits, fails by its rate and by its seed") {
    SimulatedFarm farm;
    Request request;
    request.method = "GET";
    request.target = "/api/WebService/version";
    Endpoint limited(farm.service, {});
    limited.limit(RateLimit(1, std::chrono::seconds(100)));
    limited.answer(request);
    const Reply refused = limited.answer(request);
    CHECK(refused.response.status == 429);
    REQUIRE(refused.response.headers.size() == 1);
    CHECK(refused.response.headers[0].first == "Retry-After");
    Endpoint failing(farm.service, {std::chrono::milliseconds(0), 0.5, 7}),
        again(farm.service, {std::chrono::milliseconds(0), 0.5, 7});
    int failed = 0;
    for (int i = 0; i < 200; ++i) {
        const Reply a = failing.answer(request), b = again.answer(request);
        CHECK(a.reset == b.reset);
        CHECK(a.response.status == b.response.status);
        if (a.reset || a.response.status >= 500) ++failed;
    }
    CHECK(failed > 50);
    CHECK(failed < 150);
}

TEST_CASE("the command line is read and refused in words") {
    const auto parse = [](std::vector<const char*> words) {
        words.insert(words.begin(), "rasctl-simulate");
        return parse_command_line(static_cast<int>(words.size()), words.data());
    };
    const auto full = parse({"--listen", "[::1]:0", "--api", "18", "--rate-limit", "5/2", "--admin", "a:b:c",
                             "--session-expire", "90s"});
    REQUIRE(full.options);
    CHECK(full.options->host == "::1");
    CHECK(full.options->port == 0);
    CHECK(full.options->api == 18);
    CHECK(full.options->rate_limit->first == 5);
    CHECK(full.options->administrators[0] == std::pair<std::string, std::string>("a", "b:c"));
    CHECK(full.options->session_expire == std::chrono::seconds(90));
    CHECK(parse({}).options->session_expire == std::chrono::minutes(30));
    for (const auto& wrong : std::vector<std::vector<const char*>>{{"--api", "16"},
                                                                   {"--listen", "host:x"},
                                                                   {"--rate-limit", "0/1"},
                                                                   {"--fail", "2"},
                                                                   {"--admin", "x"},
                                                                   {"--nonsense"},
                                                                   {"--key", "k"}}) {
        const auto line = parse(wrong);
        CHECK(line.exit_code == 2);
        CHECK(line.text.starts_with("rasctl-simulate: "));
    }
    const auto help = parse({"--help"});
    CHECK(help.exit_code == 0);
    std::size_t longest = 0, column = 0;
    for (const char c : help.text) {
        column = c == '\n' ? 0 : column + 1;
        longest = std::max(longest, column);
    }
    CHECK(longest <= 80);
}
