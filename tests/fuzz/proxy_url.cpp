// The URL of a proxy. What is refused is not repeated; what is read can be written, percent-encoded, and
// reads the same.
#include <fmt/format.h>

#include <algorithm>

#include "http/proxy.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}

std::string_view scheme_of(http::ProxyKind kind) {
    switch (kind) {
        case http::ProxyKind::http:
            return "http";
        case http::ProxyKind::https:
            return "https";
        case http::ProxyKind::socks5:
            return "socks5";
        case http::ProxyKind::socks5h:
            return "socks5h";
    }
    return {};
}

}  // namespace

void check(std::string_view input) {
    const auto proxy = http::parse_proxy(input, "--proxy");
    if (!proxy) {
        expect_told(proxy.error());
        const std::string told = proxy.error().what + proxy.error().why + proxy.error().hint;
        // A password that is not in our own words is in none.
        constexpr std::string_view planted = "Planted";
        expect(told.find(planted) == std::string::npos, "a refusal repeats nothing", told);
        return;
    }
    expect(!proxy->host.empty() && proxy->port != 0, "a proxy has a place", input);
    expect(!proxy->is_socks() || (proxy->user.size() <= 255 && proxy->password.size() <= 255),
           "a length of SOCKS fits a byte", input);
    const std::string user =
        proxy->has_credentials ? encoded(proxy->user) + ":" + encoded(proxy->password) + "@" : std::string();
    const std::string written =
        std::string(scheme_of(proxy->kind)) + "://" + user + http::host_and_port(*proxy);
    const auto again = http::parse_proxy(written, "--proxy");
    expect(again && *again == *proxy, "a proxy reads the same again", written);
    expect(http::basic_credentials(*proxy).find_first_of("\r\n") == std::string::npos,
           "credentials fit a header");
}

}  // namespace rasctl::fuzz
