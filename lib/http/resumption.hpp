// Going on with a download that was cut (RFC 9110, 14.2 and 13.1.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "error/error.hpp"
#include "http/message.hpp"

namespace rasctl::http {

struct Resumption {
    std::uint64_t offset = 0;  // bytes that came already
    std::string etag;          // a strong one
};

// Where a download whose answer had these headers can go on after `offset` bytes; `resumed` when it did go on
// once. Nothing unless the server offers ranges of plain bytes that a strong ETag tells apart.
std::optional<Resumption> resumption_of(const Request& request, const std::vector<Header>& headers,
                                        std::uint64_t offset, bool resumed);

// Why an answer is not the rest that was asked for; nothing when it is, or is a refusal of its own.
std::optional<Error> why_not_the_rest(const Resumption& from, unsigned status,
                                      const std::vector<Header>& headers);

}  // namespace rasctl::http
