#include "http/proxy.hpp"

#include <algorithm>
#include <initializer_list>

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

Error refuse_proxy(const std::string& origin, std::string why) {
    return Error{ExitCode::usage, "cannot use the proxy of " + origin, std::move(why),
                 "give it as http://HOST:PORT or http://USER:PASSWORD@HOST:PORT"};
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
    if (const std::size_t end = text.find("://"); end != std::string_view::npos) {
        const std::string scheme = lower_case(text.substr(0, end));
        if (scheme != "http")
            return refuse_proxy(proxy.origin, shown_text(scheme, 20) + " proxies are not spoken, only http");
        text.remove_prefix(end + 3);
    }
    text = text.substr(0, text.find_first_of("/?#"));
    if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
        const std::string_view userinfo = text.substr(0, at);
        const std::size_t colon = std::min(userinfo.find(':'), userinfo.size());
        auto user = percent_decoded(userinfo.substr(0, colon));
        auto password = percent_decoded(userinfo.substr(std::min(colon + 1, userinfo.size())));
        if (!user || !password)
            return refuse_proxy(proxy.origin, "a '%' of its user or password starts no %XX");
        if (user->find(':') != std::string::npos)
            return refuse_proxy(proxy.origin, "its user name holds a colon");
        proxy.user = std::move(*user);
        proxy.password = std::move(*password);
        proxy.has_credentials = true;
        text.remove_prefix(at + 1);
    }
    // The same forms of host and port as an endpoint has; the scheme gives the default port 80.
    const auto place = parse_endpoint("http://" + std::string(text));
    if (!place) return refuse_proxy(proxy.origin, place.error().why);
    proxy.host = place->host;
    proxy.port = place->port;
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
    auto proxy = parse_proxy(chosen->value, chosen->name);
    if (!proxy) return proxy.error();
    return std::optional<Proxy>(std::move(*proxy));
}

}  // namespace rasctl::http
