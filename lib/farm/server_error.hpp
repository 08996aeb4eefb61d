// What a server's refusal means, in words and as an exit code.
#pragma once

#include <string>

#include "error/error.hpp"
#include "http/message.hpp"

namespace rasctl::farm {

// The exit code for an HTTP status that is no success: 401 and 403 not_allowed, 404 not_found, 400, 409, 412,
// 413, 415 and 422 invalid, 408 and 504 timed_out, else refused.
ExitCode exit_code_for(unsigned status);

// The service's own words: `msg`, then `detail`, then `title` with `errors`, then the raw text (its first
// line, no HTML). Both error forms are read (API README, Errors).
Error server_error(const std::string& what, const http::Response& response);

}  // namespace rasctl::farm
