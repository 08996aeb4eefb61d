// Set-Cookie headers: line 1 is "s" for TLS or "p" and the path that was asked for, line 2 the path that is
// asked for next, each further line a Set-Cookie. What goes back was set, fits a header, and survives being
// kept.
#include <algorithm>
#include <chrono>

#include "http/cookies.hpp"
#include "target.hpp"

namespace rasctl::fuzz {

void check(std::string_view input) {
    using namespace std::chrono_literals;
    const std::chrono::sys_seconds now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);
    Lines lines(input);
    const std::string_view first = lines.next();
    const bool tls = first.starts_with('s');
    const std::string from = "/" + std::string(first.substr(std::min<std::size_t>(1, first.size())));
    const std::string to = "/" + std::string(lines.next());
    const http::CookiePlace place{"ras.example", from, tls, now};
    http::CookieJar jar;
    while (!lines.empty()) {
        const std::string_view line = lines.next();
        const auto cookie = http::parse_set_cookie(line, place);
        if (cookie) {
            expect(!cookie->name.empty() && cookie->path.starts_with('/'), "a cookie has a name and a path",
                   line);
            expect(tls || !cookie->secure, "what is secure comes over TLS", line);
        }
        jar.take({{"Set-Cookie", std::string(line)}}, place);
    }
    const http::CookiePlace next{"ras.example", to, tls, now};
    const std::string header = jar.header(next);
    expect(std::ranges::all_of(header, [](char c) { return c >= ' ' && c <= '~'; }), "cookies fit a header",
           header);
    const auto kept = jar.written(now);
    http::CookieJar other;
    other.read(kept.expose(), now);
    expect(other.header(next) == header, "kept cookies are the same", header);
    expect(!other.changed(), "what was read is no change");
    other.read(input, now);  // a damaged store
    const std::string odd = other.header(next);
    expect(std::ranges::all_of(odd, [](char c) { return c >= ' ' && c <= '~'; }), "odd ones fit a header",
           odd);
    const http::CookiePlace plain{"ras.example", to, false, now};
    expect(!tls || jar.header(plain).size() <= header.size(), "secure cookies stay off plain HTTP");
}

}  // namespace rasctl::fuzz
