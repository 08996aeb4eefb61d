#include "catalog/compiler/openapi_schema.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "catalog/compiler/openapi_enumeration.hpp"
#include "catalog/compiler/openapi_limits.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "json/writer.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Value;

constexpr int maximum_schema_depth = 40;

// OpenAPI 3.1 writes "type": ["string", "null"] where 3.0 has "nullable".
std::string type_name(const Value& schema, bool& nullable) {
    const Value* type = schema.find("type");
    if (!type) return schema.find("properties") ? "object" : schema.find("items") ? "array" : "";
    if (!type->is_array()) return type->scalar_text();
    std::string name;
    for (const Value& one : type->as_array()) {
        if (one.scalar_text() == "null")
            nullable = true;
        else if (name.empty())
            name = one.scalar_text();
    }
    return name;
}

// One of the schemas that a schema is composed of; `always` for those of "allOf".
struct Part {
    const Value* schema;
    bool always;
};

// What the schema is composed of, without the "null" by which OpenAPI 3.1 says that a value may be absent.
std::vector<Part> parts_of(const Value& schema) {
    std::vector<Part> parts;
    for (const std::string_view key : {"allOf", "anyOf", "oneOf"}) {
        const Value* list = schema.find(key);
        if (!list || !list->is_array()) continue;
        for (const Value& part : list->as_array())
            if (text_of(part, "type") != "null") parts.push_back({&part, key == "allOf"});
    }
    return parts;
}

// A schema that only wraps one other: "allOf" around a reference, beside a description.
const Value* wrapped(const Value& schema) {
    const auto parts = parts_of(schema);
    const bool alone = parts.size() == 1 && !schema.find("properties") && !schema.find("required");
    return alone ? parts.front().schema : nullptr;
}

// Adds the fields; one of the same name replaces the one inherited.
void set_fields(SchemaModel& model, std::vector<FieldModel> fields) {
    // With room for all of them the names stay where they are.
    model.fields.reserve(model.fields.size() + fields.size());
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < model.fields.size(); ++i) places.emplace(model.fields[i].name, i);
    for (FieldModel& field : fields) {
        if (const auto known = places.find(field.name); known != places.end()) {
            const std::size_t place = known->second;
            places.erase(known);
            model.fields[place] = std::move(field);
            places.emplace(model.fields[place].name, place);
        } else {
            model.fields.push_back(std::move(field));
            places.emplace(model.fields.back().name, model.fields.size() - 1);
        }
    }
}

// Marks the fields that the schema requires, whichever part of it they came with.
void require_fields(const Value& schema, SchemaModel& model) {
    const Value* required = schema.find("required");
    if (!required || !required->is_array()) return;
    std::set<std::string> names;
    for (const Value& one : required->as_array()) names.insert(one.scalar_text());
    for (FieldModel& field : model.fields) field.required = field.required || names.contains(field.name);
}

}  // namespace

Result<Place> SchemaReader::resolve(const Document& document, const Value& value) const {
    return compiler::resolve(documents_, document, value);
}

std::map<std::string, SchemaModel> SchemaReader::take() {
    return std::exchange(schemas_, {});
}

SchemaModel* SchemaReader::known(const std::string& name) {
    const auto found = schemas_.find(name);
    return found == schemas_.end() ? nullptr : &found->second;
}

void SchemaReader::add(const std::string& name, SchemaModel model) {
    schemas_.insert_or_assign(name, std::move(model));
}

std::vector<std::string> SchemaReader::take_remarks() {
    return std::exchange(remarks_, {});
}

Result<TypeModel> SchemaReader::read_type(const Document& document, const Value& schema,
                                          const std::string& anonymous_name, FieldModel* field, int depth) {
    if (depth > maximum_schema_depth) return refuse(anonymous_name, "schemas are nested too deeply");
    // What stands beside a reference is said of this place, and stands over what it leads to.
    Result<TypeModel> type = TypeModel{};
    if (const Value* reference = schema.find("$ref"))
        type = read_referred(document, reference->scalar_text(), field, depth);
    else if (const Value* only = wrapped(schema))
        type = read_type(document, *only, anonymous_name, field, depth + 1);
    else
        type = read_own_type(document, schema, anonymous_name, field, depth);
    if (type && field && type->kind != Kind::array && type->kind != Kind::object) read_limits(schema, *field);
    return type;
}

// The type that the schema itself describes.
Result<TypeModel> SchemaReader::read_own_type(const Document& document, const Value& schema,
                                              const std::string& anonymous_name, FieldModel* field,
                                              int depth) {
    TypeModel type;
    bool nullable = false;
    const std::string name = type_name(schema, nullable);
    if (field && nullable) field->nullable = true;
    type.format = format_of(schema);
    if (has_numbers(schema, name)) {
        SchemaModel model;
        read_enumeration(model, schema);
        model.complete = true;
        schemas_.insert_or_assign(anonymous_name, std::move(model));
        type.kind = Kind::enumeration;
        type.schema = anonymous_name;
    } else if (schema.find("enum") && is_of_numbers(schema, name)) {
        // Names without numbers: what the server takes is a number that nobody told.
        remarks_.push_back(
            fmt::format("'{}' is an enum whose names have no numbers: it takes a number", anonymous_name));
        type.kind = Kind::integer;
    } else if (name == "string") {
        type.kind = text_of(schema, "format") == "binary" ? Kind::binary : Kind::string;
        if (field) read_words(schema, *field);
    } else if (name == "integer") {
        type.kind = Kind::integer;
    } else if (name == "number") {
        type.kind = Kind::number;
    } else if (name == "boolean") {
        type.kind = Kind::boolean;
    } else if (name == "array") {
        return read_array(document, schema, anonymous_name, field, depth);
    } else if ((name == "object" && schema.find("properties")) || is_composed_object(document, schema)) {
        if (auto read = read_schema(document, anonymous_name, schema, depth + 1); !read) return read.error();
        type.kind = Kind::object;
        type.schema = anonymous_name;
    } else if (name == "object") {
        type.kind = Kind::object;
    } else if (name.empty()) {
        return read_parts_type(document, schema, anonymous_name, field, depth);
    }
    return type;
}

// Of forms without fields: the type that all of them have, else any value. An enum without a type is one of
// texts.
Result<TypeModel> SchemaReader::read_parts_type(const Document& document, const Value& schema,
                                                const std::string& anonymous_name, FieldModel* field,
                                                int depth) {
    // Each is read once: parts may lead to each other in circles, and in ever more ways.
    const bool is_new = parts_types_.try_emplace(&schema).second;
    if (is_new) {
        FieldModel limits;
        auto type = read_new_parts_type(document, schema, anonymous_name, limits, depth);
        if (!type) return type;
        parts_types_[&schema] = {std::move(*type), std::move(limits.pattern)};
    }
    const auto& [type, pattern] = parts_types_[&schema];
    if (field && !pattern.empty()) field->pattern = pattern;
    return type;
}

Result<TypeModel> SchemaReader::read_new_parts_type(const Document& document, const Value& schema,
                                                    const std::string& anonymous_name, FieldModel& field,
                                                    int depth) {
    std::optional<TypeModel> common;
    for (const Part& part : parts_of(schema)) {
        FieldModel limits;
        auto type =
            read_type(document, *part.schema, anonymous_name, part.always ? &limits : nullptr, depth + 1);
        if (!type) return type;
        if (part.always && type->kind == Kind::any) continue;  // a description, a default
        if (part.always) field.pattern = limits.pattern;
        if (!common)
            common = std::move(*type);
        else if (common->kind != type->kind || common->element != type->element ||
                 common->schema != type->schema)
            return TypeModel{};
        else if (common->format != type->format)
            common->format = Format::none;
    }
    if (common) return std::move(*common);
    TypeModel type;
    const Value* words = schema.find("enum");
    const bool texts =
        words && words->is_array() &&
        std::ranges::all_of(words->as_array(), [](const Value& one) { return one.is_string(); });
    if (texts) type.kind = Kind::string;
    if (texts) read_words(schema, field);
    return type;
}

// Whether one of the schemas that it is composed of has fields. Each is looked at once: they may lead in
// circles.
bool SchemaReader::is_composed_object(const Document& document, const Value& schema,
                                      std::set<const Value*>& seen) const {
    return std::ranges::any_of(parts_of(schema), [&](const Part& part) {
        const auto place = resolve(document, *part.schema);
        if (!place || !seen.insert(place->value).second) return false;
        return place->value->find("properties") || is_composed_object(*place->document, *place->value, seen);
    });
}

bool SchemaReader::is_composed_object(const Document& document, const Value& schema) const {
    std::set<const Value*> seen;
    return is_composed_object(document, schema, seen);
}

// The type that another place describes.
Result<TypeModel> SchemaReader::read_referred(const Document& document, std::string_view reference,
                                              FieldModel* field, int depth) {
    const auto place = follow(documents_, document, reference);
    if (!place) return place.error();
    if (auto read = read_schema(*place->document, place->name, *place->value, depth + 1); !read)
        return read.error();
    const auto known = schemas_.find(place->name);
    if (known == schemas_.end()) {
        // A named alias of a simple type.
        if (auto end = resolve(*place->document, *place->value); !end) return end.error();
        const bool lists_itself = !open_aliases_.insert(place->value).second;
        if (lists_itself) return TypeModel{};
        auto aliased = read_type(*place->document, *place->value, place->name, field, depth + 1);
        open_aliases_.erase(place->value);
        return aliased;
    }
    TypeModel type;
    type.schema = place->name;
    type.kind = known->second.kind == SchemaKind::object ? Kind::object : Kind::enumeration;
    return type;
}

// The limits of a list's field are those of its elements.
Result<TypeModel> SchemaReader::read_array(const Document& document, const Value& schema,
                                           const std::string& anonymous_name, FieldModel* field, int depth) {
    TypeModel type;
    if (const Value* items = schema.find("items")) {
        const bool nullable = field && field->nullable;
        auto element = read_type(document, *items, anonymous_name, field, depth + 1);
        if (!element) return element;
        if (field) field->nullable = nullable;
        type = *element;
    }
    type.element = type.kind;
    type.kind = Kind::array;
    return type;
}

Result<FieldModel> SchemaReader::read_field(const Document& document, std::string name, const Value& schema,
                                            const std::string& owner, int depth) {
    FieldModel field;
    auto type = read_type(document, schema, owner + "." + name, &field, depth);
    if (!type) return type.error();
    field.type = std::move(*type);
    field.name = std::move(name);
    field.description = plain_text(text_of(schema, "description"));
    field.refers = text_of(schema, "x-refers");
    field.maps = text_of(schema, "x-maps");
    field.doubt = plain_text(text_of(schema, "x-doubt"));
    field.nullable = field.nullable || is_true(schema, "nullable");
    field.read_only = is_true(schema, "readOnly");
    field.deprecated = is_true(schema, "deprecated");
    field.secret = field.type.format == Format::password;
    field.evidence = evidence_of(schema);
    field.default_evidence = text_of(schema, "x-default-evidence");
    field.since = version_of(schema, "x-since");
    field.until = version_of(schema, "x-until");
    if (const Value* value = schema.find("default")) field.default_json = json::write(*value);
    return field;
}

Result<> SchemaReader::read_schema(const Document& document, const std::string& name, const Value& schema,
                                   int depth) {
    if (schemas_.contains(name)) return {};
    if (depth > maximum_schema_depth) return refuse(name, "schemas are nested too deeply");
    bool nullable = false;
    const std::string type = type_name(schema, nullable);
    SchemaModel model;
    const Value* whole = schema.find("x-complete");
    model.complete = whole && whole->is_bool() && whole->as_bool();
    model.evidence = evidence_of(schema);
    if (has_numbers(schema, type)) {
        read_enumeration(model, schema);
        if (!schema.find("x-complete")) model.complete = !schema.find("x-evidence");
        const std::string evidence = text_of(schema, "x-evidence");
        model.numbers_known = evidence != "inferred" && evidence != "names-from-powershell";
        schemas_.insert_or_assign(name, std::move(model));
        return {};
    }
    if (type != "object" && (!type.empty() || !is_composed_object(document, schema))) return {};
    const Value* additional = schema.find("additionalProperties");
    if (additional && additional->is_bool()) {
        model.open = additional->as_bool();
        if (!additional->as_bool()) model.complete = true;
    } else if (additional) {
        model.open = true;
    }
    // Known before its fields are read, so that a schema may contain itself.
    schemas_.insert_or_assign(name, model);
    if (auto read = read_inside(document, name, schema, model, depth); !read) return read;
    schemas_.insert_or_assign(name, std::move(model));
    return {};
}

// The fields of a schema: those of what it is composed of, then its own.
Result<> SchemaReader::read_inside(const Document& document, const std::string& name, const Value& schema,
                                   SchemaModel& model, int depth) {
    if (depth > maximum_schema_depth) return refuse(name, "schemas are nested too deeply");
    for (const Part& part : parts_of(schema)) {
        SchemaModel inner;
        if (auto read = read_part(document, name, *part.schema, inner, depth + 1); !read) return read;
        // Of several forms a value has one: what that one needs is for the server to say.
        if (!part.always)
            for (FieldModel& field : inner.fields) field.required = false;
        set_fields(model, std::move(inner.fields));
        if (part.always) require_fields(*part.schema, model);
    }
    if (auto read = read_properties(document, name, schema, model, depth); !read) return read;
    require_fields(schema, model);
    return {};
}

// One of the schemas that another is composed of: its fields become the whole's.
Result<> SchemaReader::read_part(const Document& document, const std::string& name, const Value& part,
                                 SchemaModel& model, int depth) {
    const Value* reference = part.find("$ref");
    if (!reference) return read_inside(document, name, part, model, depth);
    const auto place = follow(documents_, document, reference->scalar_text());
    if (!place) return place.error();
    if (auto read = read_schema(*place->document, place->name, *place->value, depth); !read) return read;
    if (const auto base = schemas_.find(place->name); base != schemas_.end())
        model.fields = base->second.fields;
    return {};
}

Result<> SchemaReader::read_properties(const Document& document, const std::string& name, const Value& schema,
                                       SchemaModel& model, int depth) {
    if (const Value* properties = schema.find("properties"); properties && properties->is_object()) {
        std::vector<FieldModel> fields;
        for (const json::Member& member : properties->as_object()) {
            if (member.name.empty() || member.name.size() > maximum_name_length) continue;
            auto field = read_field(document, member.name, member.value, name, depth + 1);
            if (!field) return field.error();
            fields.push_back(std::move(*field));
        }
        set_fields(model, std::move(fields));
    }
    return {};
}

}  // namespace rasctl::catalog::compiler
