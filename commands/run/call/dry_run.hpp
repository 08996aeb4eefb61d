// Showing requests instead of sending them.
#pragma once

#include "commands/run/context.hpp"
#include "http/message.hpp"

namespace rasctl::commands {

// Writes method, URL, content type and body to stdout with secrets masked: as text, or with -o json or jsonl
// as one JSON object a line {"method", "url", "headers", "body"}.
Result<> show_request(Context& context, const std::string& endpoint, const http::Request& request);

}  // namespace rasctl::commands
