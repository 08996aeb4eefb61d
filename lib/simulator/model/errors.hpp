// The service's two ways to refuse a request.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/model/http_message.hpp"

namespace rasctl::simulator {

// Field -> what is wrong with it.
using Problems = std::map<std::string, std::vector<std::string>>;

// ProblemDetails (RFC 7807) as ASP.NET writes it; `detail` may be empty.
Response problem(unsigned status, std::string_view detail);
// 400 with an `errors` member: the request does not fit the schema.
Response invalid(const Problems& problems);
// 400 {"code":0,"msg":"..."}: the request is well formed but the farm refuses it.
Response business_error(std::string_view message);

Response not_found(std::string_view what);  // 404, "RDS host 7 does not exist"
Response conflict(std::string_view what);   // 409

}  // namespace rasctl::simulator
