// Calling one operation and reading its answer.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "farm/request_builder.hpp"
#include "json/value.hpp"
#include "session/session.hpp"

namespace rasctl::farm {

// "cannot list gateways": what failed, for messages about the operation.
std::string failure_of(const catalog::Operation& operation);

// Calls the operation and answers its JSON value (null for an empty body). A status that is no success
// becomes the error that server_error() makes of it, with a hint that names the known versions when an
// operation the server is not known to have answers 404.
boost::asio::awaitable<Result<json::Value>> call(session::Session& session,
                                                 const catalog::Operation& operation,
                                                 const Arguments& arguments);

// The same for an operation that needs nothing. (An empty Arguments within a co_await is destroyed twice by
// the code that GCC 12 makes.)
boost::asio::awaitable<Result<json::Value>> call(session::Session& session,
                                                 const catalog::Operation& operation);

// The failure of a body that is no JSON, or not all of it.
Error unreadable(const catalog::Operation& operation, Error error);

// The error for a response whose status is no success.
Error refusal(const session::Session& session, const catalog::Operation& operation,
              const http::Response& response);

}  // namespace rasctl::farm
