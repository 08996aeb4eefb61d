// Whether a redirect may be followed.
#pragma once

#include <optional>
#include <string>

#include "error/error.hpp"
#include "http/endpoint.hpp"
#include "http/message.hpp"

namespace rasctl::http {

constexpr int most_redirects = 5;

// For a response that redirects (301, 302, 303, 307, 308 with Location): the path and query to go to next.
// Nothing when it does not redirect. Only reads are redirected, and only on the same scheme, host and port,
// because what goes along (the token) is for that server alone; anything else is an error with exit code
// refused(1). `target` is what was asked for.
Result<std::optional<std::string>> redirect_target(const Endpoint& endpoint, const Request& request,
                                                   const std::string& target, const Response& response);

}  // namespace rasctl::http
