// Reading the body of a request: its media type, its JSON or its parts.
#pragma once

#include <variant>

#include "catalog/catalog.hpp"
#include "simulator/api/handlers.hpp"

namespace rasctl::simulator {

struct TakenBody {
    json::Value body;
    std::vector<Part> files;
};

// The body as the operation takes it, checked against its schema, or the response that refuses it (415, 400).
std::variant<TakenBody, Response> take_request_body(const Request& request, catalog::Operation operation,
                                                    int api);

// Whether a Content-Type is what the service asks for: application/json with api-version=1.0, parameters in
// any order.
bool is_service_json(std::string_view content_type);

}  // namespace rasctl::simulator
