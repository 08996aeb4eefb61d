#include "http/endpoint.hpp"

#include <catch2/catch.hpp>

using namespace rasctl;
using namespace rasctl::http;

namespace {

std::string read(std::string_view text) {
    const auto endpoint = parse_endpoint(text);
    return endpoint ? to_string(*endpoint) : "refused: " + endpoint.error().why;
}

}  // namespace

TEST_CASE("an endpoint is a host, a host with a port, or a URL") {
    CHECK(read("ras.example") == "https://ras.example:20443");
    CHECK(read("RAS.Example:8443") == "https://ras.example:8443");
    CHECK(read("https://ras.example") == "https://ras.example:20443");
    CHECK(read("HTTPS://ras.example:443/") == "https://ras.example:443");
    CHECK(read("http://ras.example") == "http://ras.example:80");
    CHECK(read("https://ras.example/farm/") == "https://ras.example:20443/farm");
    CHECK(read("10.0.0.1:20443") == "https://10.0.0.1:20443");
    CHECK(read("ras.example.") == "https://ras.example:20443");
}

TEST_CASE("an IPv6 address goes in brackets or stands alone") {
    CHECK(read("[::1]") == "https://[::1]:20443");
    CHECK(read("[::1]:8443") == "https://[::1]:8443");
    CHECK(read("::1") == "https://[::1]:20443");
    CHECK(read("https://[fe80::1%25eth0]:1") == "https://[fe80::1%eth0]:1");
    CHECK(read("fe80::1%25eth0") == "https://[fe80::1%eth0]:20443");
    for (const auto* zone : {"%", "%25", "%2525", "%25eth0]", "%eth 0", "%eth%25"})
        CHECK(read(std::string("::1") + zone) == "refused: an IPv6 address goes in brackets, as [::1]:20443");
    // Asio's own reader ends at a zero byte.
    CHECK(read(std::string_view("[::\0 GMT]:443", 14)) ==
          "refused: what is in brackets is not an IPv6 address");
    CHECK_FALSE(is_address(std::string_view("127.0.0.1\0x", 11)));
    CHECK(read("[::1%25]") == "refused: what is in brackets is not an IPv6 address");
    CHECK(read("[::1") == "refused: the ']' after the IPv6 address is missing");
    CHECK(read("[nonsense]") == "refused: what is in brackets is not an IPv6 address");
    CHECK(read("[::1]x") == "refused: after ']' only :PORT may follow");
    CHECK(read("a:b:c") == "refused: an IPv6 address goes in brackets, as [::1]:20443");
}

TEST_CASE("what cannot be an endpoint is refused as a mistake of use") {
    CHECK(read("") == "refused: the host is missing");
    CHECK(read("https://") == "refused: the host is missing");
    CHECK(read(":20443") == "refused: the host is missing");
    CHECK(read("ras:0") == "refused: the port must be a number from 1 to 65535");
    CHECK(read("ras:65536") == "refused: the port must be a number from 1 to 65535");
    CHECK(read("ras:") == "refused: the port must be a number from 1 to 65535");
    CHECK(read("ras:20443x") == "refused: the port must be a number from 1 to 65535");
    CHECK(read("ftp://ras") == "refused: only https:// and http:// are spoken");
    CHECK(read("https://ras/?x=1") == "refused: an endpoint has no query and no fragment");
    CHECK(read("ras example") == "refused: ' ' cannot be in a host name");
    CHECK(read("ras..example") == "refused: not a valid host name");
    CHECK(read(std::string(64, 'a')) == "refused: not a valid host name");
    CHECK(read("ras\r\nHost: x").starts_with("refused"));
    CHECK(parse_endpoint("ras:0").error().exit_code == ExitCode::usage);
}

TEST_CASE("a password in an endpoint is refused and not repeated") {
    const auto endpoint = parse_endpoint("https://admin:hunter2@ras.example");
    REQUIRE(!endpoint);
    CHECK(endpoint.error().what.find("hunter2") == std::string::npos);
    CHECK(endpoint.error().why.find("hunter2") == std::string::npos);
}

TEST_CASE("an international name becomes punycode or is refused with what to do") {
    const std::string text = read(
        "b\xc3\xbc"
        "cher.example");
    const bool understood =
        text == "https://xn--bcher-kva.example:20443" || text.starts_with("refused: an international");
    CHECK(understood);
    CHECK(read("\xff.example").starts_with("refused"));
}

TEST_CASE("the Host header names the port unless it is the Web's own") {
    CHECK(host_header(*parse_endpoint("https://ras:443")) == "ras");
    CHECK(host_header(*parse_endpoint("https://ras")) == "ras:20443");
    CHECK(host_header(*parse_endpoint("http://ras:80")) == "ras");
    CHECK(host_header(*parse_endpoint("http://ras:443")) == "ras:443");
    CHECK(host_header(*parse_endpoint("[fe80::1%eth0]:1")) == "[fe80::1]:1");
}

TEST_CASE("loopback is told from the rest") {
    CHECK(is_loopback("localhost"));
    CHECK(is_loopback("127.1.2.3"));
    CHECK(is_loopback("::1"));
    CHECK(!is_loopback("10.0.0.1"));
    CHECK(!is_loopback("localhost.example"));
}
