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

TEST_CASE("only HTTP proxies are spoken") {
    CHECK(parse_proxy("socks5://proxy:1080", "ALL_PROXY").error().why ==
          "socks5 proxies are not spoken, only http");
    CHECK(parse_proxy("https://proxy:443", "--proxy").error().exit_code == ExitCode::usage);
    CHECK(parse_proxy("http://proxy:0", "--proxy").error().why ==
          "the port must be a number from 1 to 65535");
    CHECK(parse_proxy("proxy.example", "--proxy")->port == 80);
    CHECK(parse_proxy("http://[::1]:3128", "--proxy")->host == "::1");
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
    CHECK(!covers("", "https://ras.example"));
    CHECK(!covers(",, ,", "https://ras.example"));
}
