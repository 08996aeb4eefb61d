// Which cookies go where: a jar in memory, without a server.
#include "http/cookies.hpp"

#include <catch2/catch.hpp>

namespace rasctl::http {
namespace {

constexpr std::chrono::sys_seconds noon{std::chrono::hours(12)};

CookiePlace place(std::string_view path, bool tls = true, std::chrono::seconds later = {}) {
    return {.host = "ras.example", .path = path, .tls = tls, .now = noon + later};
}

CookieJar jar(const std::vector<std::string>& cookies) {
    CookieJar result;
    std::vector<Header> headers;
    for (const std::string& cookie : cookies) headers.push_back({"Set-Cookie", cookie});
    result.take(headers, place("/api/Gateway"));
    return result;
}

}  // namespace

TEST_CASE("a cookie that is Secure goes out over TLS only, whatever it came over") {
    const CookieJar kept = jar({"lb=1; Path=/; Secure", "plain=2; Path=/"});
    CHECK(kept.header(place("/api")) == "lb=1; plain=2");
    CHECK(kept.header(place("/api", false)) == "plain=2");
    CookieJar read;
    read.read(kept.written(noon).expose(), noon);
    CHECK(read.header(place("/api", false)) == "plain=2");
}

TEST_CASE("a cookie goes to its path and what lies below") {
    const CookieJar kept = jar({"a=1; Path=/api/Gateway", "b=2; Path=/api/"});
    CHECK(kept.header(place("/api/Gateway")) == "a=1; b=2");
    CHECK(kept.header(place("/api/Gateway/7")) == "a=1; b=2");
    CHECK(kept.header(place("/api/Gateways")) == "b=2");
    CHECK(kept.header(place("/apis")).empty());
}

TEST_CASE("a cookie goes out until it ends") {
    const CookieJar kept = jar({"lb=1; Path=/; Max-Age=60"});
    CHECK(kept.header(place("/", true, std::chrono::seconds(59))) == "lb=1");
    CHECK(kept.header(place("/", true, std::chrono::seconds(61))).empty());
}

}  // namespace rasctl::http
