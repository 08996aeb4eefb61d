#include "farm/server_error.hpp"

#include <fmt/format.h>

#include "farm/row_member.hpp"
#include "http/known_secrets.hpp"
#include "json/reader.hpp"
#include "json/value.hpp"
#include "json/writer.hpp"

namespace rasctl::farm {
namespace {

using json::Value;

constexpr std::size_t longest_raw_text = 300;

std::string_view phrase(unsigned status) {
    switch (status) {
        case 400:
            return "the request is invalid";
        case 401:
            return "not logged on";
        case 403:
            return "not allowed";
        case 404:
            return "not found";
        case 405:
            return "the server does not know this method here";
        case 409:
            return "it exists already or is in use";
        case 412:
            return "a condition is not met";
        case 413:
            return "the request is too large";
        case 415:
            return "the server does not accept this content type";
        case 429:
            return "too many requests";
        case 500:
            return "the server failed";
        case 502:
            return "a proxy could not reach the server";
        case 503:
            return "the server is not available now";
        case 504:
            return "a proxy waited too long for the server";
        default:
            return "the server refused";
    }
}

void add_errors(const Value& errors, std::vector<std::string>& details) {
    if (!errors.is_object()) return;
    for (const json::Member& member : errors.as_object()) {
        if (!member.value.is_array()) {
            details.push_back(fmt::format("{}: {}", member.name, json::write(member.value)));
            continue;
        }
        for (const Value& message : member.value.as_array())
            details.push_back(member.name.empty()
                                  ? message.scalar_text()
                                  : fmt::format("{}: {}", member.name, message.scalar_text()));
    }
}

std::string text_member(const Value& value, std::string_view name) {
    const Value* member = member_of(value, name);
    return member && member->is_string() ? member->as_string() : std::string{};
}

// A page or a line that is no JSON: the first line with something to read in it.
std::string raw_text(std::string_view body) {
    const auto begin = body.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    body.remove_prefix(begin);
    if (body.front() == '<') {
        const auto title = body.find("<title>");
        const auto end = body.find("</title>");
        if (title == std::string_view::npos || end == std::string_view::npos || end < title)
            return "an HTML page came instead of an answer";
        return fmt::format("an HTML page came instead of an answer: '{}'",
                           body.substr(title + 7, std::min<std::size_t>(end - title - 7, longest_raw_text)));
    }
    return std::string(body.substr(0, std::min(body.find_first_of("\r\n"), longest_raw_text)));
}

}  // namespace

ExitCode exit_code_for(unsigned status) {
    switch (status) {
        case 401:
        case 403:
            return ExitCode::not_allowed;
        case 404:
            return ExitCode::not_found;
        case 400:
        case 409:
        case 412:
        case 413:
        case 415:
        case 422:
            return ExitCode::invalid;
        case 408:
        case 504:
            return ExitCode::timed_out;
        default:
            return ExitCode::refused;
    }
}

Error server_error(const std::string& what, const http::Response& response) {
    Error error{.exit_code = exit_code_for(response.status), .what = what};
    error.http_status = static_cast<int>(response.status);
    const auto body = json::parse(response.body);
    if (body && body->is_object()) {
        error.why = text_member(*body, "msg");
        if (error.why.empty()) error.why = text_member(*body, "detail");
        if (error.why.empty()) error.why = text_member(*body, "title");
        if (const Value* errors = body->as_object().find_ignoring_case("errors"))
            add_errors(*errors, error.details);
    } else if (body && body->is_string()) {
        error.why = body->as_string();
    }
    if (error.why.empty()) error.why = raw_text(response.body);
    error.why = http::without_secrets(std::move(error.why));
    for (std::string& detail : error.details) detail = http::without_secrets(std::move(detail));
    if (error.why.empty()) error.why = phrase(response.status);
    error.why += fmt::format(" (HTTP {})", response.status);
    if (response.status == 401) error.hint = "rasctl login";
    if (response.status == 403) error.hint = "rasctl whoami says who asks; another account: rasctl login";
    if (response.status == 405) error.hint = "rasctl doctor says which version the server has";
    if (response.status >= 502 && response.status <= 504) error.hint = "rasctl doctor";
    if ((response.status == 400 || response.status == 409) &&
        error.why.find(" locked by ") != std::string::npos)
        error.hint = "rasctl admin session list, then rasctl admin session logoff ID";
    if (response.status == 429) error.hint = "wait a moment, or give --max-retries";
    return error;
}

}  // namespace rasctl::farm
