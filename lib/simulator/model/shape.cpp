#include "simulator/model/shape.hpp"

#include <algorithm>
#include <cmath>

#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Field;
using catalog::Format;
using catalog::Kind;
using catalog::Schema;
using catalog::Type;

// Client policies nest seven deep; a schema that contains itself ends here.
constexpr int maximum_nesting = 12;

json::Object project_object(Schema schema, const json::Object& stored, int api, int depth);
json::Value project_value(const Type& type, const json::Value& stored, int api, int depth);

json::Value zero_of_enumeration(const std::optional<Schema>& schema) {
    if (!schema || schema->kind() == catalog::SchemaKind::flags || schema->value(std::int64_t{0})) return 0;
    return schema->values().empty() ? json::Value(0) : json::Value(schema->values()[0].number());
}

json::Value default_of(Field field, int api, int depth) {
    if (const auto text = field.default_json(); !text.empty())
        if (auto value = json::parse(text)) return std::move(*value);
    const Type type = field.type();
    switch (type.kind()) {
        case Kind::boolean:
            return false;
        case Kind::array:
            return json::Array{};
        case Kind::enumeration:
            return zero_of_enumeration(type.schema());
        case Kind::integer:
        case Kind::number: {
            if (field.nullable()) return json::Null{};
            const double least = field.minimum().value_or(0);
            return least > 0 ? json::Value(static_cast<std::int64_t>(std::ceil(least))) : json::Value(0);
        }
        case Kind::string:
            if (type.format() == Format::date_time || type.format() == Format::date)
                return field.nullable() ? json::Value(json::Null{}) : json::Value("1970-01-01T00:00:00Z");
            // An empty text would not be one that the schema allows.
            if (field.nullable() && (field.minimum_length().value_or(0) > 0 || !field.pattern().empty()))
                return json::Null{};
            if (field.secret() && field.nullable()) return json::Null{};
            return "";
        case Kind::object:
            if (const auto schema = type.schema(); schema && depth < maximum_nesting)
                return project_object(*schema, {}, api, depth + 1);
            return field.nullable() ? json::Value(json::Null{}) : json::Value(json::Object{});
        case Kind::any:
        case Kind::binary:
            break;
    }
    return json::Null{};
}

json::Array project_elements(const Type& type, const json::Array& stored, int api, int depth) {
    json::Array result;
    const auto schema = type.element() == Kind::object ? type.schema() : std::nullopt;
    for (const json::Value& element : stored) {
        if (schema && element.is_object())
            result.emplace_back(project_object(*schema, element.as_object(), api, depth + 1));
        else
            result.push_back(element);
    }
    return result;
}

json::Value project_value(const Type& type, const json::Value& stored, int api, int depth) {
    if (type.kind() == Kind::array && stored.is_array())
        return project_elements(type, stored.as_array(), api, depth);
    if (type.kind() == Kind::object && stored.is_object() && depth < maximum_nesting)
        if (const auto schema = type.schema())
            return project_object(*schema, stored.as_object(), api, depth + 1);
    return stored;
}

json::Object project_object(Schema schema, const json::Object& stored, int api, int depth) {
    json::Object result;
    for (const Field field : schema.fields()) {
        if (!is_field_of(field, api)) continue;
        const json::Value* value = stored.find(field.name());
        // "siteID" of one schema is "siteId" of the next.
        if (!value) value = stored.find_ignoring_case(field.name());
        if (!value && is_of_cmdlets_only(field)) continue;
        // A row may hold null that came from a body which allows it where GET does not.
        const bool shown = value && (!value->is_null() || field.nullable());
        result.append(std::string(field.name()), shown ? project_value(field.type(), *value, api, depth)
                                                       : default_of(field, api, depth));
    }
    if (schema.complete() && !schema.open()) return result;
    if (const json::Value* more = stored.find("$more"); more && more->is_object())
        for (const auto& [name, value] : more->as_object())
            if (!result.find(name)) result.append(name, value);
    return result;
}

}  // namespace

bool shows_site(catalog::Schema schema) {
    return std::ranges::any_of(schema.fields(), [](const catalog::Field field) {
        return equal_ignoring_case(field.name(), "siteId");
    });
}

bool is_field_of(Field field, int api) {
    return field.since() <= api && (field.until() == 0 || field.until() >= api);
}

bool is_of_cmdlets_only(Field field) {
    return field.evidence() == catalog::Evidence::powershell && field.until() != 0;
}

json::Value default_value(Field field, int api) {
    return default_of(field, api, 0);
}

json::Object project(Schema schema, const json::Object& stored, int api) {
    return project_object(schema, stored, api, 0);
}

json::Value project(Type type, const json::Value& stored, int api) {
    return project_value(type, stored, api, 0);
}

}  // namespace rasctl::simulator
