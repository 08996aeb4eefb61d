// The cookies of one server (RFC 6265), so that a load balancer that is sticky by cookie finds its node
// again.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"
#include "terminal/secret.hpp"

namespace rasctl::http {

struct Cookie {
    std::string name;
    std::string value;
    std::string path = "/";
    bool secure = false;
    std::optional<std::chrono::sys_seconds> expires{};  // nothing: with the session

    bool operator==(const Cookie&) const = default;
};

// Where and when a cookie came, or is to go.
struct CookiePlace {
    std::string_view host;
    std::string_view path;  // without its query
    bool tls = true;
    std::chrono::sys_seconds now{};
};

// The value of a Set-Cookie header. Nothing for one that is not taken: without a name, with control
// characters, too long, of another host, or Secure where nothing is. Domain is never widened: a cookie goes
// back to the host that set it and to no other.
std::optional<Cookie> parse_set_cookie(std::string_view text, const CookiePlace& place);

// The cookies that one server set. It belongs to a client of that server, so none can reach another host.
// Values are known secrets (known_secrets.hpp): nothing shows them.
class CookieJar {
  public:
    // Takes in every Set-Cookie; one that has expired removes.
    void take(const std::vector<Header>& headers, const CookiePlace& place);
    // The value of the Cookie header, empty when none fits.
    std::string header(const CookiePlace& place) const;

    // For keeping beside a token: one line a cookie. What is no such line is left out.
    terminal::Secret written(std::chrono::sys_seconds now) const;
    void read(std::string_view text, std::chrono::sys_seconds now);

    // Whether it differs from what read() brought in a way that matters later.
    bool changed() const { return changed_; }
    void clear();

  private:
    void put(Cookie cookie, std::chrono::sys_seconds now);

    std::vector<Cookie> cookies_;  // oldest first
    bool changed_ = false;
};

}  // namespace rasctl::http
