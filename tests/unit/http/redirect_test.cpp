#include "http/redirect.hpp"

#include <catch2/catch.hpp>

using namespace rasctl;
using namespace rasctl::http;

namespace {

std::string go(const std::string& location, const std::string& method = "GET", unsigned status = 302) {
    Request request;
    request.method = method;
    Response response;
    response.status = status;
    response.headers = {{"Location", location}};
    const auto next =
        redirect_target(*parse_endpoint("https://ras.example"), request, "/api/Site?x=1", response);
    if (!next) return "refused: " + next.error().why;
    return *next ? **next : "stay";
}

}  // namespace

TEST_CASE("a read is redirected on the same server") {
    CHECK(go("/api/Farm?y=2") == "/api/Farm?y=2");
    CHECK(go("Farm") == "/api/Farm");
    CHECK(go("../Farm") == "/Farm");
    CHECK(go("./Farm/") == "/api/Farm/");
    CHECK(go("..") == "/");
    CHECK(go("../../../x") == "/x");
    CHECK(go("?y=2") == "/api/Site?y=2");
    CHECK(go("https://ras.example:20443/x#part") == "/x");
    CHECK(go("HTTPS://RAS.example:20443") == "/");
    CHECK(go("//ras.example:20443/x") == "/x");
    CHECK(go("/x?u=http://a/") == "/x?u=http://a/");
}

TEST_CASE("a redirect elsewhere is an error that shows no query") {
    CHECK(go("https://evil.example/x?token=1") == "refused: to another server, https://evil.example/x");
    CHECK(go("http://ras.example:20443/x").starts_with("refused: to another server"));
    CHECK(go("https://ras.example/x").starts_with("refused: to another server"));
    CHECK(go("//evil.example/x").starts_with("refused: to another server"));
    CHECK(go("https://ras.example:20443@evil.example/x").starts_with("refused: to another server"));
    CHECK(go("ftp://ras.example:20443/").starts_with("refused: to another server"));
    CHECK(go("/a b").starts_with("refused: to a broken address"));
    CHECK(go("/a\rb").starts_with("refused: to a broken address"));
}

TEST_CASE("a write is never redirected") {
    CHECK(go("/api/Farm", "POST", 307).starts_with("refused: it wants POST sent to /api/Farm"));
    CHECK(go("/api/Farm", "DELETE", 301).starts_with("refused"));
}

TEST_CASE("not every 3xx redirects") {
    CHECK(go("/x", "GET", 304) == "stay");
    CHECK(go("/x", "GET", 300) == "stay");
    CHECK(go("/x", "GET", 200) == "stay");
}
