#include "http/proxy.hpp"

#include <catch2/catch.hpp>
#include <map>

using namespace rasctl;
using namespace rasctl::http;

namespace {

Environment with(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
    };
}

std::string chosen(const std::string& endpoint, std::map<std::string, std::string> variables,
                   std::optional<std::string> flag = {}) {
    std::optional<NamedProxy> named;
    if (flag) named = {*flag, "--proxy"};
    const auto proxy = choose_proxy(named, *parse_endpoint(endpoint), with(std::move(variables)));
    if (!proxy) return "refused: " + proxy.error().why;
    if (!*proxy) return "none";
    return host_and_port(**proxy) + " by " + (*proxy)->origin;
}

bool covers(std::string_view list, const std::string& endpoint) {
    return no_proxy_covers(list, *parse_endpoint(endpoint));
}

}  // namespace

TEST_CASE("a proxy's user and password are percent-decoded and never shown") {
    const auto proxy = parse_proxy("http://user%40corp:p%3Aass%2F@proxy.example:3128/", "--proxy");
    REQUIRE(proxy.has_value());
    CHECK(proxy->user == "user@corp");
    CHECK(proxy->password == "p:ass/");
    CHECK(host_and_port(*proxy) == "proxy.example:3128");
    CHECK(basic_credentials(*proxy) == "Basic dXNlckBjb3JwOnA6YXNzLw==");
    const auto broken = parse_proxy("http://user:secret%zz@proxy", "--proxy");
    REQUIRE(!broken);
    CHECK((broken.error().what + broken.error().why + broken.error().hint).find("secret") ==
          std::string::npos);
}

TEST_CASE("each kind of proxy has its port") {
    CHECK(parse_proxy("socks5://proxy", "ALL_PROXY")->port == 1080);
    CHECK(parse_proxy("SOCKS5H://proxy", "ALL_PROXY")->kind == ProxyKind::socks5h);
    CHECK(parse_proxy("https://proxy", "--proxy")->port == 443);
    CHECK(parse_proxy("https://proxy:80", "--proxy")->port == 80);
    CHECK(parse_proxy("http://proxy:0", "--proxy").error().why ==
          "the port must be a number from 1 to 65535");
    CHECK(parse_proxy("proxy.example", "--proxy")->port == 80);
    CHECK(parse_proxy("http://[::1]:3128", "--proxy")->host == "::1");
}

TEST_CASE("any byte of a user and a password survives percent-encoding") {
    for (int byte = 1; byte < 256; ++byte) {
        char coded[4];
        std::snprintf(coded, sizeof coded, "%%%02X", static_cast<unsigned>(byte));
        const auto proxy =
            parse_proxy("socks5://u" + std::string(coded) + ":p" + coded + "@proxy", "--proxy");
        REQUIRE(proxy.has_value());
        CHECK(proxy->user == std::string("u") + static_cast<char>(byte));
        CHECK(proxy->password == std::string("p") + static_cast<char>(byte));
    }
}

TEST_CASE("a proxy that can be read in two ways is refused without a word of it") {
    for (const char* text :
         {"http://me:planted/x@proxy", "http://me:planted?x@proxy:1", "http://me:12#planted@proxy",
          "http://me:planted@x@proxy", "planted://me:planted@proxy", "http://me:planted%@proxy",
          "http://me:planted%4@proxy", "http://me:planted", "me:planted@", "socks4://u:planted@proxy",
          "http://planted planted@proxy:x", "http://u:p@plan ted"}) {
        const auto proxy = parse_proxy(text, "--proxy");
        INFO(text);
        REQUIRE(!proxy);
        const Error& error = proxy.error();
        CHECK(error.exit_code == ExitCode::usage);
        CHECK((error.what + error.why + error.hint).find("planted") == std::string::npos);
        CHECK((error.what + error.why + error.hint).find("plan ted") == std::string::npos);
    }
}

TEST_CASE("the environment chooses the proxy as it does for curl") {
    CHECK(chosen("https://ras", {}) == "none");
    CHECK(chosen("https://ras", {{"HTTPS_PROXY", "p:1"}}) == "p:1 by HTTPS_PROXY");
    CHECK(chosen("https://ras", {{"HTTPS_PROXY", "p:1"}, {"https_proxy", "q:2"}}) == "q:2 by https_proxy");
    CHECK(chosen("https://ras", {{"http_proxy", "p:1"}}) == "none");
    CHECK(chosen("https://ras", {{"ALL_PROXY", "p:1"}}) == "p:1 by ALL_PROXY");
    CHECK(chosen("http://ras", {{"http_proxy", "p:1"}}) == "p:1 by http_proxy");
    CHECK(chosen("http://ras", {{"HTTP_PROXY", "p:1"}}) == "none");
    CHECK(chosen("https://ras", {{"HTTPS_PROXY", "p:1"}, {"NO_PROXY", "ras"}}) == "none");
    CHECK(chosen("https://ras", {{"HTTPS_PROXY", ""}}) == "none");
}

TEST_CASE("--proxy decides alone") {
    CHECK(chosen("https://ras", {{"HTTPS_PROXY", "p:1"}, {"NO_PROXY", "*"}}, "q:2") == "q:2 by --proxy");
    CHECK(chosen("https://ras", {{"HTTPS_PROXY", "p:1"}}, "") == "none");
    CHECK(chosen("https://ras", {{"HTTPS_PROXY", "p:1"}}, "none") == "none");
}

TEST_CASE("NO_PROXY takes names, suffixes, addresses, networks and ports") {
    CHECK(covers("*", "https://ras.example"));
    CHECK(covers("ras.example", "https://ras.example"));
    CHECK(covers("other, RAS.example", "https://ras.example"));
    CHECK(covers("example", "https://ras.example"));
    CHECK(covers(".example", "https://ras.example"));
    CHECK(covers("*.example", "https://ras.example"));
    CHECK(!covers("xample", "https://ras.example"));
    CHECK(!covers("as.example", "https://ras.example"));
    CHECK(covers("ras.example:20443", "https://ras.example"));
    CHECK(!covers("ras.example:443", "https://ras.example"));
    CHECK(covers("10.0.0.1", "https://10.0.0.1"));
    CHECK(covers("10.0.0.0/8", "https://10.1.2.3"));
    CHECK(!covers("10.0.0.0/8", "https://11.1.2.3"));
    CHECK(!covers("0.1", "https://10.0.0.1"));
    CHECK(covers("::1", "https://[::1]"));
    CHECK(covers("[::1]:20443", "https://[::1]"));
    CHECK(!covers("[::1]:443", "https://[::1]"));
    CHECK(covers("fd00::/8", "https://[fd12::1]"));
    CHECK(!covers("fd00::/8", "https://[fe12::1]"));
    CHECK(covers("b\u00fccher.example", "https://xn--bcher-kva.example"));
    CHECK(covers(".B\u00dcCHER.example", "https://ras.b\u00fccher.example"));
    CHECK(covers("*.xn--bcher-kva.example:20443", "https://ras.b\u00fccher.example"));
    CHECK(!covers("b\u00fccher.example", "https://bucher.example"));
    CHECK(!covers("", "https://ras.example"));
    CHECK(!covers(",, ,", "https://ras.example"));
}
