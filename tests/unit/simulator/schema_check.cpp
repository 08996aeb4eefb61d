#include "schema_check.hpp"

#include "simulator/model/date_time.hpp"
#include "simulator/model/resources.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Kind;

std::string misfit(catalog::Schema schema, const json::Value& value, const std::string& at);

std::string not_a(const std::string& at, const json::Value& value, std::string_view what) {
    return at + ": " + value.scalar_text() + " is no " + std::string(what);
}

std::string misfit_number(catalog::Type type, const json::Value& value, const std::string& at) {
    const auto number = value.is_number() ? value.to_int64() : std::nullopt;
    if (!number) return not_a(at, value, "integer");
    const bool fits = *number >= INT32_MIN && *number <= INT32_MAX;
    return type.format() == catalog::Format::int32 && !fits ? not_a(at, value, "int32") : "";
}

std::string misfit_enumeration(catalog::Type type, const json::Value& value, const std::string& at) {
    const auto number = value.is_number() ? value.to_int64() : std::nullopt;
    const auto schema = type.schema();
    if (!number) return not_a(at, value, "enumeration");
    if (!schema || schema->kind() != catalog::SchemaKind::enumeration || schema->values().empty()) return "";
    return schema->value(*number) ? "" : not_a(at, value, schema->name());
}

std::string misfit_scalar(Kind kind, catalog::Type type, const json::Value& value, const std::string& at) {
    switch (kind) {
        case Kind::string:
            if (!value.is_string()) return not_a(at, value, "string");
            if (type.format() == catalog::Format::date_time && !value.as_string().empty() &&
                !parse_date_time(value.as_string()))
                return not_a(at, value, "date-time");
            return "";
        case Kind::integer:
            return misfit_number(type, value, at);
        case Kind::number:
            return value.is_number() ? "" : not_a(at, value, "number");
        case Kind::boolean:
            return value.is_bool() ? "" : not_a(at, value, "boolean");
        case Kind::enumeration:
            return misfit_enumeration(type, value, at);
        case Kind::object:
            return type.schema() ? misfit(*type.schema(), value, at) : "";
        default:
            return "";
    }
}

std::string misfit(catalog::Type type, const json::Value& value, const std::string& at) {
    if (value.is_null()) return "";
    if (!type.is_array()) return misfit_scalar(type.kind(), type, value, at);
    if (!value.is_array()) return at + ": is no list";
    std::size_t position = 0;
    for (const json::Value& element : value.as_array()) {
        std::string found =
            misfit_scalar(type.element(), type, element, at + "[" + std::to_string(position++) + "]");
        if (!found.empty()) return found;
    }
    return "";
}

std::string misfit(catalog::Schema schema, const json::Value& value, const std::string& at) {
    if (schema.kind() != catalog::SchemaKind::object) return "";
    if (!value.is_object()) return at + ": is no object";
    for (const auto& [name, member] : value.as_object()) {
        const auto field = schema.field(name);
        if (name.starts_with('$')) return at + "." + name + ": must stay inside";
        if (!field && schema.complete()) return at + "." + name + ": is unknown";
        if (!field) continue;
        std::string found = misfit(field->type(), member, at + "." + name);
        if (!found.empty()) return found;
    }
    return "";
}

}  // namespace

std::string misfit(catalog::Operation operation, const json::Value& body) {
    if (operation.response_kind() == catalog::ResponseKind::value)
        return misfit(operation.response(), body, "");
    if (operation.response_kind() != catalog::ResponseKind::list) return "";
    if (!body.is_array()) return "is no list";
    std::size_t position = 0;
    for (const json::Value& element : body.as_array()) {
        std::string found = misfit(operation.response(), element, "[" + std::to_string(position++) + "]");
        if (!found.empty()) return found;
    }
    return "";
}

std::optional<std::string> target_of(const Farm& farm, catalog::Operation operation) {
    std::vector<std::string> parameters(operation.path_parameters().size());
    for (const Ancestor& ancestor : farm.resources().plan(operation).ancestors) {
        const auto key = farm.store().next(fill(ancestor.table, parameters), std::nullopt);
        if (!key) return std::nullopt;
        parameters.at(ancestor.parameter) = key->to_text();
    }
    std::string target;
    std::size_t next = 0;
    bool inside = false;
    for (const char c : operation.path()) {
        if (c == '{') {
            if (parameters.at(next).empty()) return std::nullopt;
            target += parameters.at(next++);
            inside = true;
        }
        if (!inside) target += c;
        if (c == '}') inside = false;
    }
    return target;
}

}  // namespace rasctl::simulator
