#include "farm/body_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "farm/form_check.hpp"
#include "farm/value_text.hpp"
#include "json/path_step.hpp"
#include "text/ascii.hpp"

namespace rasctl::farm {
namespace {

using catalog::Field;
using catalog::Schema;
using json::Value;

// "registry.list[2]: expects text" as the flag that a person knows: "--registry.list[2]: expects text".
std::string by_flag(const catalog::Operation& operation, const std::string& problem) {
    std::string_view longest, name;
    for (const catalog::Flag flag : operation.flags()) {
        const std::string_view path = flag.path();
        const bool fits = !path.empty() && problem.starts_with(path) && problem.size() > path.size() &&
                          std::string_view(":[.").find(problem[path.size()]) != std::string_view::npos;
        if (fits && path.size() > longest.size()) {
            longest = path;
            name = flag.name();
        }
    }
    return longest.empty() ? problem : "--" + std::string(name) + problem.substr(longest.size());
}

void find_unknown(const Schema& schema, const Value& value, const std::string& place, BodyCheck& check) {
    if (!value.is_object() || schema.open()) return;
    for (const json::Member& member : value.as_object()) {
        const std::string path = place.empty() ? member.name : place + "." + member.name;
        const auto field = schema.field(member.name);
        if (!field) {
            check.unknown.push_back(path);
        } else if (const auto nested = field->type().schema(); nested && member.value.is_object()) {
            find_unknown(*nested, member.value, path, check);
        }
    }
}

// Which parameter of the path is called so.
std::optional<std::size_t> place_in_path(const catalog::Operation& operation, const Field& field) {
    std::size_t place = 0;
    for (const Field parameter : operation.path_parameters()) {
        if (equal_ignoring_case(parameter.name(), field.name())) return place;
        ++place;
    }
    return std::nullopt;
}

}  // namespace

BodyCheck check_body(const catalog::Operation& operation, Value& body) {
    BodyCheck check;
    const auto schema = operation.body();
    if (!schema) return check;
    if (!body.is_object()) {
        check.problems.emplace_back("the body must be an object");
        return check;
    }
    for (json::Member& member : body.as_object()) {
        const auto field = schema->field(member.name);
        if (!field) continue;
        if (field->read_only()) {
            check.problems.push_back(fmt::format("{}: cannot be set", json::path_step(member.name)));
            continue;
        }
        check_value(*field, member.value, json::path_step(field->name()), check.problems);
    }
    for (const Field field : schema->fields()) {
        if (!field.required() || field.read_only() || body.as_object().find_ignoring_case(field.name()) ||
            place_in_path(operation, field))
            continue;
        check.problems.push_back(fmt::format("{}: is required", json::path_step(field.name())));
    }
    if (auto missing = missing_for_form(*schema, body.as_object()))
        check.problems.push_back(std::move(*missing));
    for (std::string& problem : check.problems) problem = by_flag(operation, problem);
    find_unknown(*schema, body, {}, check);
    return check;
}

void fill_from_path(const catalog::Operation& operation, std::span<const std::string> targets, Value& body) {
    const auto schema = operation.body();
    if (!schema || !body.is_object()) return;
    for (const Field field : schema->fields()) {
        if (!field.required() || body.as_object().find_ignoring_case(field.name())) continue;
        const auto place = place_in_path(operation, field);
        if (!place || *place >= targets.size()) continue;
        const std::string& target = targets[*place];
        const auto number =
            field.type().kind() == catalog::Kind::integer ? Value(target).to_int64() : std::nullopt;
        body.as_object().append(std::string(field.name()), number ? Value(*number) : Value(target));
    }
}

}  // namespace rasctl::farm
