#include "farm/body_check.hpp"

#include <fmt/format.h>

#include "farm/value_text.hpp"

namespace rasctl::farm {
namespace {

using catalog::Field;
using catalog::Schema;
using json::Value;

// The flag by which a person gives the field, for messages.
std::string flag_of(const catalog::Operation& operation, std::string_view path) {
    for (const catalog::Flag flag : operation.flags())
        if (flag.path() == path) return "--" + std::string(flag.name());
    return std::string(path);
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
            check.problems.push_back(fmt::format("{}: cannot be set", member.name));
            continue;
        }
        check_value(*field, member.value, flag_of(operation, field->name()), check.problems);
    }
    for (const Field field : schema->fields()) {
        if (!field.required() || field.read_only() || body.as_object().find_ignoring_case(field.name()))
            continue;
        check.problems.push_back(fmt::format("{}: is required", flag_of(operation, field.name())));
    }
    find_unknown(*schema, body, {}, check);
    return check;
}

}  // namespace rasctl::farm
