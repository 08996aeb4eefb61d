#include "session/server_version.hpp"

#include <charconv>

#include "text/ascii.hpp"

namespace rasctl::session {
namespace {

// RAS was renamed and numbered anew with 15; three digits would be a build.
constexpr int oldest = 15;
constexpr int newest = 99;

}  // namespace

int major_version(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        int number = 0;
        const auto [end, error] = std::from_chars(text.data() + begin, text.data() + at, number);
        const bool after_a_dot = begin > 0 && text[begin - 1] == '.';
        if (error == std::errc{} && !after_a_dot && number >= oldest && number <= newest) return number;
        // What follows "6." of another product's "6.21" is no version of RAS.
        while (at < text.size() && (text[at] == '.' || is_digit(text[at]))) ++at;
    }
    return 0;
}

int major_version_in(const json::Value& answer) {
    if (answer.is_string() || answer.is_number()) return major_version(answer.scalar_text());
    if (!answer.is_object()) return 0;
    if (const json::Value* version = answer.as_object().find_ignoring_case("version")) {
        if (const int number = major_version_in(*version); number != 0) return number;
    }
    for (const json::Member& member : answer.as_object())
        if (const int number = major_version_in(member.value); number != 0) return number;
    return 0;
}

http::Request version_request() {
    http::Request request;
    request.target = "/api/WebService/version";
    return request;
}

}  // namespace rasctl::session
