#include "http/request_header.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "http/shown_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::http {
namespace {

bool has(const Request& request, std::string_view name) {
    return std::ranges::any_of(request.headers,
                               [&](const Header& h) { return equal_ignoring_case(h.first, name); });
}

// RFC 9110 5.6.2
bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return is_letter(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
    });
}

// RFC 9110 5.5: anything but control characters.
bool is_field_value(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return c == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

bool is_target(std::string_view text) {
    return text.starts_with('/') && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

Error refuse_request(const Request& request, std::string why) {
    return Error{ExitCode::usage,
                 "cannot send " + shown_text(request.method, 20) + " " + shown_target(request),
                 std::move(why),
                 {}};
}

void append(std::string& text, std::initializer_list<std::string_view> pieces) {
    for (const auto piece : pieces) text += piece;
}

}  // namespace

Result<void> check_request(const Request& request) {
    if (!is_token(request.method)) return refuse_request(request, "the method is not a word");
    if (!is_target(request.target)) {
        return refuse_request(request,
                              "the path must begin with / and have its special characters percent-encoded");
    }
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name))
            return refuse_request(request, "'" + shown_text(name, 60) + "' cannot be the name of a header");
        // The value may be a token: it is not repeated.
        if (!is_field_value(value))
            return refuse_request(request, "the header " + name + " has a control character");
    }
    return {};
}

bool asks_first(const BodySource& body, const ExchangeSetting& setting) {
    constexpr std::uint64_t big = std::uint64_t{1024} * 1024;
    return setting.ask_first && body.present() && body.size() > big;
}

std::string request_header(const Request& request, const std::string& target, const BodySource& body,
                           const ExchangeSetting& setting, bool accept_gzip) {
    std::string text;
    // Room for all of it, so that no copy of a token is left behind by a growing string.
    std::size_t room =
        512 + target.size() + setting.cookies.size() + setting.user_agent.size() + body.content_type().size();
    for (const auto& [name, value] : request.headers) room += name.size() + value.size() + 4;
    if (setting.forward_proxy != nullptr)
        room += setting.forward_proxy->user.size() * 2 + setting.forward_proxy->password.size() * 2;
    text.reserve(room);

    append(text, {request.method, " "});
    if (setting.forward_proxy != nullptr) append(text, {"http://", host_and_port(setting.endpoint)});
    append(text, {target, " HTTP/1.1\r\nHost: ", host_header(setting.endpoint), "\r\n"});
    if (!has(request, "User-Agent")) append(text, {"User-Agent: ", setting.user_agent, "\r\n"});
    if (accept_gzip && setting.from == nullptr && !has(request, "Accept-Encoding"))
        append(text, {"Accept-Encoding: gzip\r\n"});
    if (setting.forward_proxy != nullptr && setting.forward_proxy->has_credentials) {
        append(text, {"Proxy-Authorization: ", basic_credentials(*setting.forward_proxy), "\r\n"});
    }
    for (const auto& [name, value] : request.headers) {
        // A form brings its own type with its boundary.
        if (!body.content_type().empty() && equal_ignoring_case(name, "Content-Type")) continue;
        if (equal_ignoring_case(name, "Content-Length") || equal_ignoring_case(name, "Host")) continue;
        append(text, {name, ": ", value});
        // A request has one header of this name (RFC 6265 5.4).
        if (!setting.cookies.empty() && equal_ignoring_case(name, "Cookie"))
            append(text, {"; ", setting.cookies});
        append(text, {"\r\n"});
    }
    if (!setting.cookies.empty() && !has(request, "Cookie"))
        append(text, {"Cookie: ", setting.cookies, "\r\n"});
    if (setting.from != nullptr) {
        append(text, {"Range: bytes=", std::to_string(setting.from->offset),
                      "-\r\nIf-Range: ", setting.from->etag, "\r\n"});
    }
    if (asks_first(body, setting)) append(text, {"Expect: 100-continue\r\n"});
    if (!body.content_type().empty()) append(text, {"Content-Type: ", body.content_type(), "\r\n"});
    // Without a length some servers answer a POST or PUT with 411.
    constexpr std::array expects_body{"POST", "PUT", "PATCH"};
    if (body.present() || std::ranges::find(expects_body, request.method) != expects_body.end()) {
        append(text, {"Content-Length: ", std::to_string(body.size()), "\r\n"});
    }
    return text += "\r\n";
}

}  // namespace rasctl::http
