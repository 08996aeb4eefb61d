#include "simulator/server/described_api.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "catalog/built_in.hpp"
#include "catalog/compiler/compile.hpp"
#include "catalog/path_style.hpp"
#include "error/try.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"
#include "simulator/model/errors.hpp"
#include "simulator/model/sample_value.hpp"
#include "simulator/model/validation.hpp"
#include "simulator/server/described_check.hpp"
#include "simulator/server/described_sample.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Kind;
using catalog::Operation;
using catalog::ResponseKind;
namespace compiler = catalog::compiler;

Result<compiler::Tree> names() {
    TRY_LET(const auto files, json::parse(catalog::built_in_tree()));
    compiler::Tree tree;
    for (const json::Value& file : files.as_array())
        if (auto added = compiler::add_to_tree(tree, file.find("file")->as_string(), *file.find("content"));
            !added)
            return added.error();
    return tree;
}

void check_json(const std::vector<compiler::Document>& documents, const Operation& operation,
                const std::string& body, Problems& problems) {
    const auto value = json::parse(body);
    if (!value) {
        problems["$"].push_back(fmt::format("The body is no valid JSON: {}.", value.error().why));
        return;
    }
    const auto described = schema_of_body(documents, operation.method(), operation.path());
    if (described.schema)
        check_described(documents, *described.document, *described.schema, *value, problems);
}

std::optional<Response> refused_body(const std::vector<compiler::Document>& documents, const Request& request,
                                     const Operation& operation, Problems& problems) {
    if (!operation.body_field()) return std::nullopt;
    if (request.body.empty()) {
        if (operation.body_required()) problems[""].push_back("A non-empty request body is required.");
        return std::nullopt;
    }
    const std::string_view wanted =
        operation.media_type().empty() ? std::string_view("application/json") : operation.media_type();
    const std::string_view given = request.header("Content-Type");
    const auto essence = [](std::string_view type) { return type.substr(0, type.find(';')); };
    if (!equal_ignoring_case(essence(given), essence(wanted)))
        return problem(415, fmt::format("The body must be sent as {}.", wanted));
    if (operation.media() == catalog::Media::json) check_json(documents, operation, request.body, problems);
    return std::nullopt;
}

// A target as it was before its path's style was put around it.
std::string without_style(const catalog::Field& parameter, std::string text) {
    const std::string matrix = ";" + std::string(parameter.name()) + "=";
    switch (catalog::path_style_of(parameter)) {
        case catalog::PathStyle::label:
        case catalog::PathStyle::label_apart:
            return text.starts_with('.') ? text.substr(1) : text;
        case catalog::PathStyle::matrix:
        case catalog::PathStyle::matrix_apart:
            return text.starts_with(matrix) ? text.substr(matrix.size()) : text;
        default:
            return text;
    }
}

// What is asked for in the query; headers and cookies are no matter of its check.
void check_parameters(const Request& request, const Route& route, Problems& problems) {
    CheckedBody query = check_query(*route.operation, request.query());
    for (const catalog::Field parameter : route.operation->query_parameters()) {
        const bool plain =
            parameter.style() == catalog::Style::apart && parameter.type().kind() != Kind::object;
        const std::string name(parameter.name());
        if (parameter.place() != catalog::Place::query || !plain) query.problems.erase(name);
        if (parameter.place() == catalog::Place::header && parameter.required() &&
            request.header(name).empty())
            query.problems[name].push_back(fmt::format("The {} header is required.", name));
    }
    problems.merge(query.problems);
    const auto parameters = route.operation->path_parameters();
    for (std::size_t i = 0; i < parameters.size() && i < route.parameters.size(); ++i)
        check_path_parameter(parameters[i], without_style(parameters[i], route.parameters[i]), problems);
}

}  // namespace

Result<std::unique_ptr<DescribedApi>> DescribedApi::read(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error{ExitCode::usage, "cannot read " + file, "no such file, or not allowed", ""};
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    auto content = json::parse_json_or_yaml(text);
    if (!content)
        return Error{ExitCode::invalid, "cannot use the API description " + file, content.error().why, ""};
    TRY_LET(const auto tree, names());
    auto api = std::make_unique<DescribedApi>();
    api->documents_.push_back({.name = {}, .content = std::move(*content)});
    compiler::Foreign foreign;
    TRY_LET(auto image, compiler::compile(api->documents_, tree, foreign));
    api->image_ = std::move(image);
    TRY_LET(auto opened, catalog::Catalog::open(api->image_));
    api->catalog_ = std::make_unique<catalog::Catalog>(opened);
    api->router_ = std::make_unique<Router>(*api->catalog_);
    return api;
}

Response DescribedApi::answer(const Request& request, const Route& route) const {
    const Operation operation = *route.operation;
    Problems problems;
    check_parameters(request, route, problems);
    if (auto refusal = refused_body(documents_, request, operation, problems)) return std::move(*refusal);
    if (!problems.empty()) return invalid(problems);
    Response response;
    response.status = operation.status();
    if (operation.response_kind() == ResponseKind::empty || request.method == "HEAD") return response;
    if (operation.response_kind() == ResponseKind::binary) {
        response.content_type = "application/octet-stream";
        response.body = "This file was made by a simulated service.\n";
        return response;
    }
    const auto described =
        schema_of_answer(documents_, operation.method(), operation.path(), operation.status());
    json::Value value = described.schema
                            ? described_sample(documents_, *described.document, *described.schema)
                            : sample_of(operation.response());
    if (!described.schema && operation.response_kind() == ResponseKind::list)
        value = json::Array{std::move(value)};
    response.content_type = json_media_type;
    response.body = json::write(value);
    return response;
}

}  // namespace rasctl::simulator
