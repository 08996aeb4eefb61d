#include "farm/call.hpp"

#include <fmt/format.h>

#include "error/try.hpp"
#include "farm/operation_choice.hpp"
#include "farm/server_error.hpp"
#include "http/errors.hpp"
#include "json/reader.hpp"

namespace rasctl::farm {

std::string failure_of(const catalog::Operation& operation) {
    return fmt::format("'{}' failed", operation.command().name());
}

Error refusal(const session::Session& session, const catalog::Operation& operation,
              const http::Response& response) {
    Error error = server_error(failure_of(operation), response);
    const int version = session.known_server_version();
    const bool too_new = operation.since() > version;
    const bool no_such_operation = response.status == 404 || response.status == 405;
    // An older version may read the path as another one of its own, and find a target that is wrong.
    const bool misread = response.status == 400 && version != 0 && too_new;
    if (misread || (no_such_operation && operation.since() != 0 && (too_new || operation.path_guessed())))
        error.hint =
            version == 0
                ? fmt::format("versions {} are known to have this operation", known_versions(operation))
                : fmt::format("the server is version {}; versions {} are known to have this operation",
                              version, known_versions(operation));
    if (response.status == 403 && !operation.permission().empty())
        error.hint = fmt::format("this needs: {}", operation.permission());
    return error;
}

Error unreadable(const catalog::Operation& operation, Error error) {
    error.what = fmt::format("cannot read the answer to '{}'", operation.command().name());
    if (error.why == "unexpected '<' at byte 0") {
        error.why = "a page of HTML or XML came instead of JSON";
        error.hint = "check that the endpoint is the RAS web administration service: rasctl doctor";
    } else {
        error.why = "it is not good JSON: " + error.why;
    }
    error.http_status = 200;
    return error;
}

boost::asio::awaitable<Result<json::Value>> call(session::Session& session,
                                                 const catalog::Operation& operation,
                                                 const Arguments& arguments) {
    CO_TRY_LET(auto response,
               co_await session.send(build_request(operation, arguments, session.known_server_version())));
    if (!response.ok()) co_return refusal(session, operation, response);
    if (response.status == 204 || response.body.find_first_not_of(" \t\r\n") == std::string::npos)
        co_return json::Value();
    auto value = json::parse(response.body);
    // An act that is described as silent was done, in whatever words the server says so.
    if (!value && operation.response_kind() == catalog::ResponseKind::empty)
        co_return json::Value(response.body);
    if (!value) {
        Error error = unreadable(operation, value.error());
        // The server took the request; only what it said of it is lost.
        if (operation.command().effect() != catalog::Effect::read)
            error.hint = http::look_before_sending_again;
        co_return error;
    }
    co_return std::move(*value);
}

boost::asio::awaitable<Result<json::Value>> call(session::Session& session,
                                                 const catalog::Operation& operation) {
    const Arguments none;
    co_return co_await call(session, operation, none);
}

}  // namespace rasctl::farm
