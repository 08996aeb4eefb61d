// What the simulator's logic sees of HTTP: a request that has been read whole and the response to write.
// Nothing here knows sockets, so that every behaviour can be tested without one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/ascii.hpp"

namespace rasctl::simulator {

inline constexpr std::string_view json_media_type = "application/json; api-version=1.0";

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

// Decodes %XX (RFC 3986) and, in queries, "+" as a space. A broken escape is kept as it stands.
std::string percent_decode(std::string_view text, bool plus_is_space);

struct Request {
    std::string method;  // upper case
    std::string target;  // path and query as received
    NamedTexts headers;
    std::string body;
    std::string peer;  // address of the client

    std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
    // Names and values, decoded, in the order of the target.
    NamedTexts query() const;
    // The header of that name without regard to letter case, or empty.
    std::string_view header(std::string_view name) const;
};

struct Response {
    unsigned status = 200;
    std::string content_type;  // empty: no body
    std::string body;
    // When set, the body is written in pieces: each call appends the next piece and answers whether more
    // follow.
    std::function<bool(std::string& out)> pieces;
    NamedTexts headers;

    // The whole body, with pieces run to their end.
    std::string whole_body() const;
};

}  // namespace rasctl::simulator
