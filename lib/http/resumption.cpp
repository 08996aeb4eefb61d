#include "http/resumption.hpp"

#include <algorithm>

#include "http/errors.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {

std::optional<Resumption> resumption_of(const Request& request, const std::vector<Header>& headers,
                                        std::uint64_t offset, bool resumed) {
    std::string_view etag;
    bool ranges = resumed, plain = true;
    for (const auto& [name, value] : headers) {
        if (equal_ignoring_case(name, "ETag")) etag = value;
        if (equal_ignoring_case(name, "Accept-Ranges")) ranges = equal_ignoring_case(value, "bytes");
        if (equal_ignoring_case(name, "Content-Encoding")) plain = equal_ignoring_case(value, "identity");
    }
    const bool strong = etag.size() > 2 && etag.starts_with('"') && etag.ends_with('"');
    if (request.method != "GET" || !ranges || !plain || !strong || offset == 0) return std::nullopt;
    return Resumption{offset, std::string(etag)};
}

std::optional<Error> why_not_the_rest(const Resumption& from, unsigned status,
                                      const std::vector<Header>& headers) {
    if (status >= 300) return std::nullopt;
    const std::string wanted = "bytes " + std::to_string(from.offset) + "-";
    const bool is_rest =
        status == 206 && std::ranges::any_of(headers, [&](const Header& header) {
            return equal_ignoring_case(header.first, "Content-Range") && header.second.starts_with(wanted);
        });
    if (is_rest) return std::nullopt;
    return network_error(
        "the download was cut and cannot go on",
        status == 200 ? "the server has another version of it by now" : "the server goes on somewhere else",
        "start it again");
}

}  // namespace rasctl::http
