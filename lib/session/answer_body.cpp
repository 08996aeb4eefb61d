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
    error.what = "the server's answer is not JSON";
    const auto type = response.header("Content-Type");
    if (type && type->find("json") == std::string_view::npos) {
        error.why = fmt::format("it is {}", http::shown_text(*type, 80));
        error.hint = "check that the endpoint is the RAS web administration service: rasctl doctor";
    }
    error.http_status = static_cast<int>(response.status);
    return error;
}

}  // namespace rasctl::session
