#include "http/redirect.hpp"

#include <algorithm>

#include "http/known_secrets.hpp"
#include "http/shown_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

bool redirects(unsigned status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string without_query(std::string_view url) {
    return shown_text(url.substr(0, url.find_first_of("?#")));
}

// The scheme, host and port of an absolute URL, in the form of host_and_port(); the ports left out are the
// Web's.
struct Origin {
    bool tls = false;
    std::string host;
    std::uint16_t port = 0;
};
std::optional<Origin> origin_of(std::string_view scheme, std::string_view authority) {
    const bool tls = equal_ignoring_case(scheme, "https");
    if (!tls && !equal_ignoring_case(scheme, "http")) return std::nullopt;
    const std::size_t after_address = authority.starts_with('[') ? authority.find(']') : 0;
    if (after_address == std::string_view::npos) return std::nullopt;
    const bool has_port = authority.find(':', after_address) != std::string_view::npos;
    const std::string_view own_port = tls ? ":443" : ":80";
    auto place = parse_endpoint("https://" + std::string(authority) + std::string(has_port ? "" : own_port));
    if (!place) return std::nullopt;
    return Origin{tls, place->host, place->port};
}

Error refuse_redirect(const Endpoint& endpoint, const Response& response, std::string why,
                      std::string hint = {}) {
    Error error;
    error.exit_code = ExitCode::refused;
    error.what = host_and_port(endpoint) + " redirects (" + std::to_string(response.status) + ")";
    error.why = without_secrets(std::move(why));
    error.hint = without_secrets(std::move(hint));
    error.http_status = static_cast<int>(response.status);
    return error;
}

// RFC 3986 5.2.3: relative to the directory of what was asked for.
std::string merged(const std::string& target, std::string_view location) {
    const std::string path = target.substr(0, target.find('?'));
    if (location.starts_with('?')) return path + std::string(location);
    std::vector<std::string> segments;
    std::string joined = path.substr(0, path.rfind('/') + 1) + std::string(location);
    const std::size_t query = std::min(joined.find('?'), joined.size());
    std::string result;
    std::size_t start = 1;
    while (start <= query) {
        const std::size_t end = std::min(joined.find('/', start), query);
        std::string segment = joined.substr(start, end - start);
        const bool last = end >= query;
        if (segment == "..") {
            if (!segments.empty()) segments.pop_back();
            if (last) segments.emplace_back();
        } else if (segment != "." || last) {
            segments.push_back(segment == "." ? "" : std::move(segment));
        }
        if (last) break;
        start = end + 1;
    }
    for (const auto& segment : segments) result += "/" + segment;
    return (result.empty() ? "/" : result) + joined.substr(query);
}

}  // namespace

Result<std::optional<std::string>> redirect_target(const Endpoint& endpoint, const Request& request,
                                                   const std::string& target, const Response& response) {
    const auto field = response.header("Location");
    if (!redirects(response.status) || !field) return std::optional<std::string>();
    std::string_view location = field->substr(0, field->find('#'));
    const std::string shown = without_query(*field);
    if (request.method != "GET" && request.method != "HEAD") {
        return refuse_redirect(
            endpoint, response,
            "it wants " + request.method + " sent to " + shown + ", which is only done for reads");
    }
    const std::size_t colon = location.find("://");
    const bool absolute = colon != std::string_view::npos && colon < location.find_first_of("/?");
    if (absolute || location.starts_with("//")) {
        const std::string_view scheme =
            absolute ? location.substr(0, colon) : (endpoint.tls ? "https" : "http");
        const std::string_view rest = location.substr(absolute ? colon + 3 : 2);
        const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
        const auto origin = origin_of(scheme, rest.substr(0, end));
        if (!origin || origin->tls != endpoint.tls || origin->host != endpoint.host ||
            origin->port != endpoint.port) {
            std::string hint;
            if (origin) {
                Endpoint other = endpoint;
                other.tls = origin->tls;
                other.host = origin->host;
                other.port = origin->port;
                hint = "if that is the farm: --endpoint " + to_string(other);
            }
            return refuse_redirect(endpoint, response, "to another server, " + shown, std::move(hint));
        }
        location = rest.substr(end);
        if (location.empty()) location = "/";
    }
    std::string next = location.starts_with('/') ? std::string(location) : merged(target, location);
    if (next.starts_with('?')) next.insert(0, "/");
    const bool clean = std::ranges::all_of(next, [](char c) { return c > ' ' && c <= '~'; });
    if (!clean || next.empty()) return refuse_redirect(endpoint, response, "to a broken address, " + shown);
    return std::optional<std::string>(std::move(next));
}

}  // namespace rasctl::http
