#include "simulator/server/request_body.hpp"

#include <fmt/format.h>

#include "json/reader.hpp"
#include "simulator/model/validation.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Kind;
using catalog::Operation;

BodyUse use_of(Operation operation) {
    return operation.method() == "PUT" ? BodyUse::update : BodyUse::create;
}

std::variant<TakenBody, Response> checked(Operation operation, const json::Object& object, int api,
                                          std::vector<Part> files) {
    const auto schema = operation.body();
    if (!schema) return TakenBody{object, std::move(files)};
    CheckedBody result = check_body(*schema, object, use_of(operation), api);
    if (!result.problems.empty()) return invalid(result.problems);
    return TakenBody{std::move(result.object), std::move(files)};
}

std::variant<TakenBody, Response> take_parts(const Request& request, Operation operation, int api) {
    const auto boundary = multipart_boundary(request.header("Content-Type"));
    if (!boundary) return problem(415, "The body must be multipart/form-data with a boundary.");
    auto parts = parse_multipart(request.body, *boundary);
    if (!parts) return problem(400, fmt::format("The multipart body is broken: {}.", parts.error().why));
    json::Object object;
    std::vector<Part> files;
    const auto schema = operation.body();
    for (Part& part : *parts) {
        const auto field = schema ? schema->field(part.name) : std::nullopt;
        const bool is_file = !part.file_name.empty() || (field && field->type().kind() == Kind::binary);
        if (!is_utf8(part.name) || !is_utf8(part.file_name) || (!is_file && !is_utf8(part.content)))
            return problem(400, "The multipart body is broken: a part is no UTF-8 text.");
        if (is_file) {
            object.set(part.name, part.file_name);
            files.push_back(std::move(part));
        } else if (field && field->type().kind() == Kind::boolean) {
            const bool yes = equal_ignoring_case(part.content, "true");
            object.set(part.name, yes || equal_ignoring_case(part.content, "false")
                                      ? json::Value(yes)
                                      : json::Value(part.content));
        } else {
            object.set(part.name, part.content);
        }
    }
    return checked(operation, object, api, std::move(files));
}

}  // namespace

bool is_service_json(std::string_view content_type) {
    const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
    if (!equal_ignoring_case(type, "application/json")) return false;
    bool version = false;
    while (content_type.find(';') != std::string_view::npos) {
        content_type.remove_prefix(content_type.find(';') + 1);
        const std::string_view parameter = trimmed(content_type.substr(0, content_type.find(';')));
        const auto equals = parameter.find('=');
        if (equals == std::string_view::npos) continue;
        std::string_view value = trimmed(parameter.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        if (!equal_ignoring_case(trimmed(parameter.substr(0, equals)), "api-version")) continue;
        if (value != "1.0" && value != "1") return false;
        version = true;
    }
    return version;
}

std::variant<TakenBody, Response> take_request_body(const Request& request, Operation operation, int api) {
    const auto schema = operation.body();
    if (!schema) return TakenBody{};
    if (operation.multipart()) return take_parts(request, operation, api);
    if (!is_service_json(request.header("Content-Type")))
        return problem(415, "The body must be sent as application/json; api-version=1.0.");
    if (request.body.empty()) {
        if (operation.body_required()) return invalid({{"", {"A non-empty request body is required."}}});
        return checked(operation, {}, api, {});
    }
    auto value = json::parse(request.body);
    if (!value) return invalid({{"$", {fmt::format("The body is no valid JSON: {}.", value.error().why)}}});
    if (!value->is_object()) return invalid({{"$", {"The body must be a JSON object."}}});
    return checked(operation, value->as_object(), api, {});
}

}  // namespace rasctl::simulator
