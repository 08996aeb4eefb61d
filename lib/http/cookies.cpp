#include "http/cookies.hpp"

#include <algorithm>
#include <charconv>

#include "http/known_secrets.hpp"
#include "http/retry.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"

namespace rasctl::http {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

// RFC 6265 6.1 asks for at least these.
constexpr std::size_t most_cookies = 50;
constexpr std::size_t longest_cookie = 4096;
constexpr seconds longest_life = std::chrono::hours(400 * 24);
// A shorter value is no secret, and masking it would spoil every other word.
constexpr std::size_t shortest_secret_value = 8;

bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != ';'; });
}

// RFC 6265 5.1.4
std::string default_path(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (!path.starts_with('/') || slash == 0) return "/";
    return std::string(path.substr(0, slash));
}

bool covers(std::string_view cookie_path, std::string_view path) {
    if (!path.starts_with(cookie_path)) return false;
    return path.size() == cookie_path.size() || cookie_path.ends_with('/') || path[cookie_path.size()] == '/';
}

// RFC 6265 5.2.2
std::optional<sys_seconds> end_after(std::string_view text, sys_seconds now) {
    const bool negative = text.starts_with('-');
    if (!is_all_digits(negative ? text.substr(1) : text) || text == "-" || text.empty()) return std::nullopt;
    if (negative) return sys_seconds::min();
    std::int64_t number = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (ec != std::errc()) number = longest_life.count();
    if (number == 0) return sys_seconds::min();
    return now + std::min(seconds(number), longest_life);
}

bool is_of_host(std::string_view domain, std::string_view host) {
    if (domain.starts_with('.')) domain.remove_prefix(1);
    return domain.empty() || equal_ignoring_case(domain, host) ||
           lower_case(host).ends_with("." + lower_case(domain));
}

bool same_cookie(const Cookie& a, const Cookie& b) {
    return a.name == b.name && a.path == b.path;
}

// Whether keeping `before` would do for as long as `after` says, about.
bool lasts_as_well(const Cookie& before, const Cookie& after, sys_seconds now) {
    if (before.expires.has_value() != after.expires.has_value()) return false;
    return !before.expires || *before.expires - now > (*after.expires - now) * 3 / 4;
}

}  // namespace

std::optional<Cookie> parse_set_cookie(std::string_view text, const CookiePlace& place) {
    if (text.size() > longest_cookie) return std::nullopt;
    std::string_view rest = text;
    std::string_view value = cut(rest, ';');
    if (value.find('=') == std::string_view::npos) return std::nullopt;
    Cookie cookie;
    cookie.name = trimmed(cut(value, '='));
    cookie.value = trimmed(value);
    cookie.path = default_path(place.path);
    if (cookie.name.empty() || !is_plain(cookie.name) || !is_plain(cookie.value)) return std::nullopt;
    std::string_view domain;
    std::optional<sys_seconds> by_age, by_date;
    while (!rest.empty()) {
        std::string_view attribute = cut(rest, ';');
        const std::string_view name = trimmed(cut(attribute, '='));
        const std::string_view said = trimmed(attribute);
        if (equal_ignoring_case(name, "Secure")) cookie.secure = true;
        if (equal_ignoring_case(name, "Path"))
            cookie.path =
                said.starts_with('/') && is_plain(said) ? std::string(said) : default_path(place.path);
        if (equal_ignoring_case(name, "Domain")) domain = said;
        if (equal_ignoring_case(name, "Max-Age")) by_age = end_after(said, place.now);
        if (equal_ignoring_case(name, "Expires")) by_date = parse_http_date(said);
    }
    cookie.expires = by_age ? by_age : by_date;
    // The path that was asked for may hold what ends a path where cookies are kept.
    if (!is_plain(cookie.path)) return std::nullopt;
    if (cookie.secure && !place.tls) return std::nullopt;
    const bool bound = cookie.name.starts_with("__Secure-") || cookie.name.starts_with("__Host-");
    if (bound && !cookie.secure) return std::nullopt;
    if (cookie.name.starts_with("__Host-") && (cookie.path != "/" || !domain.empty())) return std::nullopt;
    if (!is_of_host(domain, place.host)) return std::nullopt;
    return cookie;
}

void CookieJar::take(const std::vector<Header>& headers, const CookiePlace& place) {
    for (const auto& [name, value] : headers) {
        if (!equal_ignoring_case(name, "Set-Cookie")) continue;
        if (auto cookie = parse_set_cookie(value, place)) put(std::move(*cookie), place.now);
    }
}

void CookieJar::put(Cookie cookie, sys_seconds now) {
    const auto before =
        std::ranges::find_if(cookies_, [&](const Cookie& one) { return same_cookie(one, cookie); });
    const bool there = before != cookies_.end();
    if (cookie.expires && *cookie.expires <= now) {
        if (there) cookies_.erase(before);
        changed_ = changed_ || there;
        return;
    }
    if (cookie.expires) cookie.expires = std::min(*cookie.expires, now + longest_life);
    if (cookie.value.size() >= shortest_secret_value) know_secret(cookie.value);
    if (there) {
        const bool same = before->value == cookie.value && before->secure == cookie.secure &&
                          lasts_as_well(*before, cookie, now);
        changed_ = changed_ || !same;
        *before = std::move(cookie);
        return;
    }
    if (cookies_.size() >= most_cookies) cookies_.erase(cookies_.begin());
    cookies_.push_back(std::move(cookie));
    changed_ = true;
}

std::string CookieJar::header(const CookiePlace& place) const {
    std::vector<const Cookie*> fitting;
    for (const Cookie& cookie : cookies_) {
        const bool lives = !cookie.expires || *cookie.expires > place.now;
        if (lives && (place.tls || !cookie.secure) && covers(cookie.path, place.path))
            fitting.push_back(&cookie);
    }
    // The longest path first (RFC 6265 5.4).
    std::ranges::stable_sort(fitting, std::greater<>(), [](const Cookie* one) { return one->path.size(); });
    std::string text;
    for (const Cookie* one : fitting) text += (text.empty() ? "" : "; ") + one->name + "=" + one->value;
    return text;
}

// "EXPIRES SECURE PATH;NAME=VALUE": neither a path nor a name or value holds a semicolon.
terminal::Secret CookieJar::written(sys_seconds now) const {
    terminal::Secret text;
    for (const Cookie& cookie : cookies_) {
        if (cookie.expires && *cookie.expires <= now) continue;
        text.append(cookie.expires ? std::to_string(cookie.expires->time_since_epoch().count()) : "-");
        text.append(cookie.secure ? " s " : " p ");
        text.append(cookie.path);
        text.append(";");
        text.append(cookie.name);
        text.append("=");
        text.append(cookie.value);
        text.append("\n");
    }
    return text;
}

void CookieJar::read(std::string_view text, sys_seconds now) {
    cookies_.clear();
    while (!text.empty()) {
        std::string_view line = cut(text, '\n');
        const std::string_view expires = cut(line, ' ');
        const std::string_view kind = cut(line, ' ');
        Cookie cookie;
        cookie.path = cut(line, ';');
        cookie.secure = kind != "p";
        if (line.find('=') == std::string_view::npos || !cookie.path.starts_with('/')) continue;
        cookie.name = cut(line, '=');
        cookie.value = line;
        if (expires != "-") {
            std::int64_t number = 0;
            const auto [end, ec] = std::from_chars(expires.data(), expires.data() + expires.size(), number);
            if (ec != std::errc() || end != expires.data() + expires.size()) continue;
            cookie.expires = sys_seconds(seconds(number));
        }
        if (!cookie.name.empty() && is_plain(cookie.name) && is_plain(cookie.value) && is_plain(cookie.path))
            put(std::move(cookie), now);
    }
    changed_ = false;
}

void CookieJar::clear() {
    changed_ = changed_ || !cookies_.empty();
    cookies_.clear();
}

}  // namespace rasctl::http
