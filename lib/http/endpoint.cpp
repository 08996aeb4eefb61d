#include "http/endpoint.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <optional>
#include <utility>

#include "error/try.hpp"
#include "http/host_name.hpp"
#include "http/shown_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

constexpr std::string_view url_hint = "give it as https://HOST:PORT";

// The address with its zone after '%', which URLs spell "%25" (RFC 6874); nothing when it is none.
std::optional<std::string> ipv6_host(std::string_view text) {
    std::string address(text);
    if (const auto zone = address.find('%'); zone != std::string::npos) {
        if (address.compare(zone, 3, "%25") == 0) address.erase(zone + 1, 2);
        const std::string_view name = std::string_view(address).substr(zone + 1);
        const auto fits = [](char c) {
            return is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
        };
        // A name that begins as the escape ends could not be told from it when it is read again.
        if (name.empty() || name.starts_with("25") || !std::ranges::all_of(name, fits)) return std::nullopt;
    }
    if (!is_address(address) || address.find(':') == std::string::npos) return std::nullopt;
    return address;
}

class EndpointReader {
  public:
    explicit EndpointReader(std::string_view text)
        : rest_(text), what_("cannot use " + shown(text) + " as an endpoint") {}

    Result<Endpoint> read() {
        TRY(read_scheme());
        if (rest_.find_first_of("?#") != std::string_view::npos) {
            return refuse("an endpoint has no query and no fragment");
        }
        const std::size_t slash = std::min(rest_.find('/'), rest_.size());
        std::string_view authority = rest_.substr(0, slash);
        TRY(read_path(rest_.substr(slash)));
        if (authority.find('@') != std::string_view::npos) {
            return refuse("user names and passwords do not belong in it",
                          "rasctl login HOST --username NAME");
        }
        TRY(read_host(authority));
        return endpoint_;
    }

  private:
    // What has a user or a query may have a password and is not repeated.
    static std::string shown(std::string_view text) {
        if (text.find_first_of("@?") != std::string_view::npos) return "the given URL";
        return "'" + shown_text(text) + "'";
    }

    Error refuse(std::string why, std::string hint = std::string(url_hint)) const {
        return Error{ExitCode::usage, what_, std::move(why), std::move(hint)};
    }

    Result<void> read_scheme() {
        const std::size_t end = rest_.find("://");
        if (end == std::string_view::npos) return {};
        const std::string scheme = lower_case(rest_.substr(0, end));
        if (scheme != "https" && scheme != "http") return refuse("only https:// and http:// are spoken");
        endpoint_.tls = scheme == "https";
        endpoint_.port = endpoint_.tls ? default_https_port : default_http_port;
        rest_.remove_prefix(end + 3);
        return {};
    }

    Result<void> read_path(std::string_view path) {
        while (path.ends_with('/')) path.remove_suffix(1);
        if (std::ranges::any_of(path, [](char c) { return c <= ' ' || c > '~' || c == '"' || c == '\\'; })) {
            return refuse("its path has a character that must be percent-encoded");
        }
        endpoint_.base_path = path;
        return {};
    }

    Result<void> read_host(std::string_view authority) {
        if (authority.empty()) return refuse("the host is missing");
        if (authority.front() == '[') return read_bracketed(authority);
        const auto colons = std::ranges::count(authority, ':');
        if (colons > 1) {
            auto address = ipv6_host(authority);
            if (!address) return refuse("an IPv6 address goes in brackets, as [::1]:20443");
            endpoint_.host = std::move(*address);
            return {};
        }
        std::string_view name = authority;
        if (colons == 1) {
            const std::size_t colon = authority.find(':');
            name = authority.substr(0, colon);
            if (auto done = read_port(authority.substr(colon + 1)); !done) return done.error();
        }
        if (name.empty()) return refuse("the host is missing");
        TRY_LET(auto wire, wire_host_name(name, what_));
        endpoint_.host = std::move(wire);
        return {};
    }

    Result<void> read_bracketed(std::string_view authority) {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos) return refuse("the ']' after the IPv6 address is missing");
        auto address = ipv6_host(authority.substr(1, close - 1));
        if (!address) return refuse("what is in brackets is not an IPv6 address");
        endpoint_.host = std::move(*address);
        const std::string_view after = authority.substr(close + 1);
        if (after.empty()) return {};
        if (after.front() != ':') return refuse("after ']' only :PORT may follow");
        return read_port(after.substr(1));
    }

    Result<void> read_port(std::string_view text) {
        unsigned port = 0;
        const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), port);
        if (text.empty() || ec != std::errc() || end != text.data() + text.size() || port == 0 ||
            port > 65535) {
            return refuse("the port must be a number from 1 to 65535");
        }
        endpoint_.port = static_cast<std::uint16_t>(port);
        return {};
    }

    std::string_view rest_;
    std::string what_;
    Endpoint endpoint_;
};

std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
    return EndpointReader(text).read();
}

std::string to_string(const Endpoint& endpoint) {
    return (endpoint.tls ? "https://" : "http://") + host_and_port(endpoint) + endpoint.base_path;
}

std::string host_and_port(const Endpoint& endpoint) {
    return bracketed(endpoint.host) + ":" + std::to_string(endpoint.port);
}

std::string host_header(const Endpoint& endpoint) {
    // A zone says which of our own interfaces to use and means nothing to the other side (RFC 6874).
    const std::string host = bracketed(endpoint.host.substr(0, endpoint.host.find('%')));
    const std::uint16_t own = endpoint.tls ? 443 : 80;
    return endpoint.port == own ? host : host + ":" + std::to_string(endpoint.port);
}

bool is_address(std::string_view host) {
    // Asio reads up to the first zero byte and would not see what follows.
    if (host.find('\0') != std::string_view::npos) return false;
    boost::system::error_code ec;
    boost::asio::ip::make_address(std::string(host), ec);
    return !ec;
}

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host.ends_with(".localhost")) return true;
    return is_address(host) && boost::asio::ip::make_address(std::string(host)).is_loopback();
}

}  // namespace rasctl::http
