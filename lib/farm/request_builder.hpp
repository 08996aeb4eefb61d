// From an operation and values to a request, and to the form of it that may be shown.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "farm/parameter_text.hpp"
#include "http/message.hpp"
#include "json/value.hpp"

namespace rasctl::farm {

// What fills an operation's request.
struct Arguments {
    std::vector<std::string> targets;                        // path parameters in their order, IDs
    std::vector<std::pair<std::string, json::Value>> query;  // by wire name, in the order to send
    std::vector<std::pair<std::string, json::Value>> headers{}, cookies{};  // likewise
    std::optional<json::Value> body;                                        // by its members, or whole
    std::string body_file{};                                   // a file that is the body as it is
    std::vector<std::pair<std::string, std::string>> uploads;  // multipart: wire name of a file field, path
    http::Progress on_upload{};
};

// Builds the request. Secret query parameters and secret body fields are masked in its shown forms. `version`
// is the server's major version, 0 when unknown. The caller has checked the arguments; a number of targets
// that does not fit the path is a bug.
http::Request build_request(const catalog::Operation& operation, const Arguments& arguments, int version);

// A copy of the body with the values of secret fields replaced by "***", as traces and --dry-run show it.
// From then on they are known secrets.
json::Value masked_body(const catalog::Operation& operation, const json::Value& body);

// The same without knowing the operation: members that sound like secrets are masked.
json::Value masked_by_name(const json::Value& body);

// A path and query as it may be shown, without knowing the operation: values of parameters that sound like
// secrets are masked.
std::string shown_query(std::string_view target);

// Whether a field or parameter of that name probably holds a secret.
bool sounds_secret(std::string_view name);

}  // namespace rasctl::farm
