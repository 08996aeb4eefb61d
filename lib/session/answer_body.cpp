#include <fmt/format.h>

#include "http/shown_text.hpp"
#include "json/reader.hpp"
#include "session/session.hpp"

namespace rasctl::session {

Result<json::Value> parse_body(const http::Response& response) {
    auto value = json::parse(response.body);
    if (value) return value;
    Error error = value.error();
    error.exit_code = ExitCode::refused;
    error.what = "cannot read the server's answer";
    const auto type = response.header("Content-Type");
    error.why = "it is not good JSON: " + error.why;
    if (type && type->find("json") == std::string_view::npos) {
        error.why = fmt::format("it is no JSON but {}", http::shown_text(*type, 80));
        error.hint = "check that the endpoint is the RAS web administration service: rasctl doctor";
    }
    if (response.body.starts_with('<')) {
        error.why = "a page of HTML or XML came instead of JSON";
        error.hint = "check that the endpoint is the RAS web administration service: rasctl doctor";
    }
    error.http_status = static_cast<int>(response.status);
    return error;
}

}  // namespace rasctl::session
