#include "config/endpoint_text.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace rasctl::config {
namespace {

// Whether "host:port" or "[address]:port" has its port.
bool has_port(std::string_view authority) {
    const auto colon = authority.rfind(':');
    if (colon == std::string_view::npos) return false;
    const auto bracket = authority.rfind(']');
    if (bracket != std::string_view::npos) return colon > bracket;
    // An address of IPv6 without brackets has no room for a port.
    return authority.find(':') == colon;
}

struct Parts {
    std::string scheme;
    std::string authority;
    std::string path;
};

Parts split_endpoint(std::string_view endpoint) {
    Parts parts{"https", "", ""};
    if (const auto end = endpoint.find("://"); end != std::string_view::npos) {
        parts.scheme = lower_case(endpoint.substr(0, end));
        endpoint.remove_prefix(end + 3);
    }
    while (endpoint.ends_with('/')) endpoint.remove_suffix(1);
    const auto slash = std::min(endpoint.find('/'), endpoint.size());
    parts.authority = lower_case(endpoint.substr(0, slash));
    parts.path = endpoint.substr(slash);
    if (!has_port(parts.authority)) {
        const bool bare_address =
            parts.authority.find(':') != std::string::npos && parts.authority.front() != '[';
        if (bare_address) parts.authority = "[" + parts.authority + "]";
        parts.authority += parts.scheme == "http" ? ":80" : ":20443";
    }
    return parts;
}

}  // namespace

std::string endpoint_key(std::string_view endpoint) {
    const Parts parts = split_endpoint(endpoint);
    return parts.scheme + "://" + parts.authority + parts.path;
}

SchemeAndHost scheme_and_host(std::string_view endpoint) {
    Parts parts = split_endpoint(endpoint);
    return {std::move(parts.scheme), std::move(parts.authority)};
}

}  // namespace rasctl::config
