// Texts of HTTP that come from outside: one line an endpoint, the next lines a proxy, NO_PROXY, Retry-After
// and Date. What is read can be written so that it reads the same.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <optional>

#include "http/endpoint.hpp"
#include "http/host_name.hpp"
#include "http/proxy.hpp"
#include "http/retry.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

using namespace std::chrono_literals;

std::optional<http::Endpoint> check_endpoint(std::string_view text) {
    const auto read = http::parse_endpoint(text);
    if (!read) {
        expect_told(read.error());
        return std::nullopt;
    }
    const std::string written = http::to_string(*read);
    const auto again = http::parse_endpoint(written);
    expect(again && *again == *read, "an endpoint reads the same again", written);
    expect(!http::host_and_port(*read).empty() && !http::host_header(*read).empty(),
           "an endpoint has a host");
    const auto in_header = http::host_header(*read);
    expect(in_header.find_first_of("\r\n \t@/") == std::string::npos, "a host fits a header", in_header);
    return *read;
}

void check_proxy(std::string_view text, std::string_view exempt,
                 const std::optional<http::Endpoint>& endpoint) {
    const auto proxy = http::parse_proxy(text, "--proxy");
    if (!proxy) {
        expect_told(proxy.error());
    } else {
        const auto again = http::parse_proxy(http::host_and_port(*proxy), "--proxy");
        expect(again && again->host == proxy->host && again->port == proxy->port,
               "a proxy reads the same again");
        const auto credentials = http::basic_credentials(*proxy);
        expect(credentials.find_first_of("\r\n") == std::string::npos, "credentials fit a header");
    }
    if (!endpoint) return;
    http::no_proxy_covers(exempt, *endpoint);
    expect(http::no_proxy_covers(std::string(exempt) + ",*", *endpoint), "* exempts everything");
    const std::string own = http::host_and_port(*endpoint);
    if (endpoint->host.find('%') == std::string::npos)
        expect(http::no_proxy_covers(own, *endpoint), "an endpoint's own name exempts it", own);
}

void check_times(std::string_view retry_after, std::string_view date) {
    const auto now = std::chrono::system_clock::time_point(1'700'000'000s);
    const auto wait = http::parse_retry_after(retry_after, date, now);
    if (wait) expect(*wait >= 0ms, "nobody waits for the past", retry_after);
    const auto time = http::parse_http_date(date);
    // Of a year before 1000 the digits may be fewer.
    if (!time || *time < std::chrono::sys_days(std::chrono::year(1000) / 1 / 1)) return;
    const auto written =
        fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(time->time_since_epoch().count()));
    const auto again = http::parse_http_date(written);
    expect(again && *again == *time, "a date reads the same again", written);
}

}  // namespace

void check(std::string_view input) {
    Lines lines(input);
    const auto endpoint = check_endpoint(lines.next());
    const std::string_view proxy = lines.next();
    check_proxy(proxy, lines.next(), endpoint);
    const std::string_view retry_after = lines.next();
    check_times(retry_after, lines.rest());
}

}  // namespace rasctl::fuzz
