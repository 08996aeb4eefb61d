// Which proxy, if any, stands between us and the farm.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "http/endpoint.hpp"

namespace rasctl::http {

enum class ProxyKind {
    http,
    https,   // HTTP inside TLS
    socks5,  // RFC 1928, with addresses looked up here
    socks5h  // with names looked up by the proxy
};

struct Proxy {
    ProxyKind kind = ProxyKind::http;
    std::string host;
    std::uint16_t port = 80;
    std::string user;      // percent-decoded
    std::string password;  // percent-decoded; never shown
    bool has_credentials = false;
    std::string origin;  // where it was named, for messages: "--proxy", "HTTPS_PROXY", ...

    bool is_socks() const { return kind == ProxyKind::socks5 || kind == ProxyKind::socks5h; }
    bool operator==(const Proxy&) const = default;
};

// Reads "SCHEME://[user[:password]@]host[:port]" with http (also meant without a scheme), https, socks5 or
// socks5h. User and password may hold any character percent-encoded. What could be read in two ways, as a
// raw '@' or '/' in a password, is refused, as other schemes are, with exit code usage(2). No message repeats
// the text.
Result<Proxy> parse_proxy(std::string_view text, std::string origin);

// "host:port", without credentials.
std::string host_and_port(const Proxy& proxy);

// The value of Proxy-Authorization (RFC 7617), "Basic ...".
std::string basic_credentials(const Proxy& proxy);

// The value of an environment variable, or nothing.
using Environment = std::function<std::optional<std::string>(const char* name)>;

// Whether what is written where a proxy could be says that there is none: "" or "none".
bool names_no_proxy(std::string_view text);

// A proxy that was named for this endpoint, and where.
struct NamedProxy {
    std::string text;
    std::string origin;  // "--proxy", "contexts.prod.proxy in /home/me/.config/rasctl/config.json"
};

// The proxy for this endpoint. One that is `named` decides alone: "" or "none" means no proxy. Otherwise, as
// for curl, https_proxy or HTTPS_PROXY, and http_proxy (lower case only, because a CGI script's HTTP_PROXY
// comes from the network) for plain HTTP, then all_proxy or ALL_PROXY; unless NO_PROXY or no_proxy exempts
// the endpoint.
Result<std::optional<Proxy>> choose_proxy(const std::optional<NamedProxy>& named, const Endpoint& endpoint,
                                          const Environment& environment);

// Whether a NO_PROXY list (separated by commas or blanks) exempts the endpoint. Entries: "*", "host" (itself
// and what is below it), ".suffix", an address, a network in CIDR form, each with an optional ":port".
bool no_proxy_covers(std::string_view list, const Endpoint& endpoint);

}  // namespace rasctl::http
