#include "farm/text_format.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>

#include "text/ascii.hpp"

namespace rasctl::farm {
namespace {

using catalog::Format;

// "0" stands for any digit, every other character for itself.
bool has_shape(std::string_view text, std::string_view shape) {
    return text.size() >= shape.size() &&
           std::ranges::equal(text.substr(0, shape.size()), shape,
                              [](char a, char b) { return b == '0' ? is_digit(a) : a == b; });
}

int number_at(std::string_view text, std::size_t at, std::size_t size) {
    int number = 0;
    std::from_chars(text.data() + at, text.data() + at + size, number);
    return number;
}

// A day that there is: no 30th of February.
bool is_date(std::string_view text) {
    if (text.size() != 10 || !has_shape(text, "0000-00-00")) return false;
    return std::chrono::year_month_day(std::chrono::year(number_at(text, 0, 4)),
                                       std::chrono::month(static_cast<unsigned>(number_at(text, 5, 2))),
                                       std::chrono::day(static_cast<unsigned>(number_at(text, 8, 2))))
        .ok();
}

bool is_v4(std::string_view text) {
    boost::system::error_code failure;
    boost::asio::ip::make_address_v4(text, failure);
    return !failure;
}

// Without the name of an interface, which means something on one machine alone.
bool is_v6(std::string_view text) {
    boost::system::error_code failure;
    boost::asio::ip::make_address_v6(text, failure);
    return !failure && text.find('%') == std::string_view::npos;
}

bool is_printable(std::string_view text) {
    return std::ranges::none_of(text,
                                [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
}

// Something before the last "@" and something behind it: more than that only the mail server knows.
bool is_email(std::string_view text) {
    const auto at = text.rfind('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() && is_printable(text);
}

// A scheme and what follows it (RFC 3986 3.1).
bool is_uri(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || !is_letter(text.front())) return false;
    const bool scheme = std::ranges::all_of(text.substr(0, colon), [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    });
    return scheme && colon + 1 < text.size() && is_printable(text);
}

}  // namespace

bool is_guid(std::string_view text) {
    if (text.size() == 38 && text.front() == '{' && text.back() == '}') text = text.substr(1, 36);
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : hex_value(text[i]) < 0) return false;
    }
    return true;
}

bool is_date_time(std::string_view text) {
    return has_shape(text, "0000-00-00") &&
           (text.size() == 10 || has_shape(text, "0000-00-00T00:00") || has_shape(text, "0000-00-00 00:00"));
}

std::optional<std::string_view> format_problem(Format format, std::string_view text) {
    if (text.empty() && format != Format::date_time) return std::nullopt;
    switch (format) {
        case Format::uuid:
            if (!is_guid(text)) return "expects a GUID";
            break;
        case Format::date_time:
            if (!is_date_time(text)) return "expects a time such as 2026-01-31T08:00:00Z";
            break;
        case Format::date:
            if (!is_date(text)) return "expects a date such as 2026-01-31";
            break;
        case Format::ipv4:
            if (!is_v4(text)) return "expects an IPv4 address such as 10.0.0.1";
            break;
        case Format::ipv6:
            if (!is_v6(text)) return "expects an IPv6 address such as fd00::1";
            break;
        case Format::email:
            if (!is_email(text)) return "expects a mail address such as ann@example.com";
            break;
        case Format::uri:
            if (!is_uri(text)) return "expects a URL such as https://example.com/a";
            break;
        default:
            break;
    }
    return std::nullopt;
}

}  // namespace rasctl::farm
