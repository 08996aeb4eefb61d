#include "http/proxy.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "error/try.hpp"
#include "http/base64.hpp"
#include "http/host_name.hpp"
#include "http/shown_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hex_value(text[i + 1]);
        const int low = hex_value(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

Error refuse_proxy(const std::string& origin, std::string why,
                   std::string hint = "give it as http://USER:PASSWORD@HOST:PORT, or with socks5h://") {
    return Error{ExitCode::usage, "cannot use the proxy of " + origin, std::move(why), std::move(hint)};
}

struct Scheme {
    std::string_view name;
    ProxyKind kind;
    std::uint16_t port;
};
constexpr std::array schemes{Scheme{"http", ProxyKind::http, 80}, Scheme{"https", ProxyKind::https, 443},
                             Scheme{"socks5", ProxyKind::socks5, 1080},
                             Scheme{"socks5h", ProxyKind::socks5h, 1080}};

constexpr std::string_view encode_hint =
    "percent-encode it in user and password: @ as %40, / as %2F, # as %23, % as %25";

// User and password, before the '@'.
Result<void> read_credentials(std::string_view text, Proxy& proxy) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    auto user = percent_decoded(text.substr(0, colon));
    auto password = percent_decoded(text.substr(std::min(colon + 1, text.size())));
    if (!user || !password)
        return refuse_proxy(proxy.origin, "a '%' of its user or password starts no %XX",
                            std::string(encode_hint));
    if (!proxy.is_socks() && user->find(':') != std::string::npos)
        return refuse_proxy(proxy.origin, "its user name holds a colon");
    // RFC 1929 has one byte for each length.
    if (proxy.is_socks() && (user->empty() || user->size() > 255 || password->size() > 255))
        return refuse_proxy(proxy.origin, "SOCKS takes users and passwords of 1 to 255 bytes");
    proxy.user = std::move(*user);
    proxy.password = std::move(*password);
    proxy.has_credentials = true;
    return {};
}

// The first of the variables that is set and not empty, with its name.
struct Variable {
    std::string name;
    std::string value;
};
std::optional<Variable> first_set(const Environment& environment, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        auto value = environment(name);
        if (value && !value->empty()) return Variable{name, std::move(*value)};
    }
    return std::nullopt;
}

}  // namespace

Result<Proxy> parse_proxy(std::string_view text, std::string origin) {
    Proxy proxy;
    proxy.origin = std::move(origin);
    std::uint16_t port = 80;
    if (const std::size_t end = text.find("://"); end != std::string_view::npos) {
        const std::string name = lower_case(text.substr(0, end));
        const auto* const scheme = std::ranges::find(schemes, name, &Scheme::name);
        if (scheme == schemes.end())
            return refuse_proxy(proxy.origin, "only http, https, socks5 and socks5h proxies are spoken");
        proxy.kind = scheme->kind;
        port = scheme->port;
        text.remove_prefix(end + 3);
    }
    const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
    const bool ambiguous =
        text.substr(end).find('@') != std::string_view::npos || std::ranges::count(text, '@') > 1;
    if (ambiguous)
        return refuse_proxy(proxy.origin,
                            "it can be read in two ways: its user or password has a raw / ? # or @",
                            std::string(encode_hint));
    text = text.substr(0, end);
    if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
        TRY(read_credentials(text.substr(0, at), proxy));
        text.remove_prefix(at + 1);
    }
    // The same forms of host and port as an endpoint has; the scheme gives the default port 80.
    const auto place = parse_endpoint("http://" + std::string(text));
    // A host that cannot be one may be half of a password: its own words are not repeated.
    if (!place)
        return refuse_proxy(proxy.origin, place.error().why.find('\'') == std::string::npos
                                              ? place.error().why
                                              : "its host has a character that no host name has");
    proxy.host = place->host;
    const bool has_port = text.starts_with('[') ? text.find(':', text.find(']')) != std::string_view::npos
                                                : std::ranges::count(text, ':') == 1;
    proxy.port = has_port ? place->port : port;
    return proxy;
}

std::string host_and_port(const Proxy& proxy) {
    Endpoint place;
    place.host = proxy.host;
    place.port = proxy.port;
    return host_and_port(place);
}

std::string basic_credentials(const Proxy& proxy) {
    return "Basic " + base64(proxy.user + ":" + proxy.password);
}

bool names_no_proxy(std::string_view text) {
    return text.empty() || text == "none";
}

Result<std::optional<Proxy>> choose_proxy(const std::optional<NamedProxy>& named, const Endpoint& endpoint,
                                          const Environment& environment) {
    std::optional<Variable> chosen;
    if (named) {
        if (names_no_proxy(named->text)) return std::optional<Proxy>();
        chosen = Variable{named->origin, named->text};
    } else {
        chosen = endpoint.tls ? first_set(environment, {"https_proxy", "HTTPS_PROXY"})
                              : first_set(environment, {"http_proxy"});
        if (!chosen) chosen = first_set(environment, {"all_proxy", "ALL_PROXY"});
        if (!chosen) return std::optional<Proxy>();
        const auto exempt = first_set(environment, {"no_proxy", "NO_PROXY"});
        if (exempt && no_proxy_covers(exempt->value, endpoint)) return std::optional<Proxy>();
    }
    TRY_LET(auto proxy, parse_proxy(chosen->value, chosen->name));
    return std::optional<Proxy>(std::move(proxy));
}

}  // namespace rasctl::http
