#include "catalog/compiler/openapi_schema.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "catalog/compiler/openapi_composition.hpp"
#include "catalog/compiler/openapi_enumeration.hpp"
#include "catalog/compiler/openapi_limits.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "catalog/compiler/openapi_type.hpp"
#include "error/try.hpp"
#include "json/writer.hpp"

namespace rasctl::catalog::compiler {

using json::Node;

Result<FlatPlace> SchemaReader::resolve(const FlatDocument& document, const Node& value) {
    return references_.resolve(document, value);
}

void SchemaReader::move_into(Description& description) {
    description.schemas = std::move(schemas_);
    description.remarks = std::move(remarks_);
    description.texts = std::move(texts_);
}

LentText SchemaReader::keep_plain(std::string_view text) {
    return keep(is_plain_text(text) ? text : plain_text(text));
}

SchemaModel* SchemaReader::known(const std::string& name) {
    const auto found = schemas_.find(name);
    return found == schemas_.end() ? nullptr : &found->second;
}

void SchemaReader::add(const std::string& name, SchemaModel model) {
    schemas_.insert_or_assign(name, std::move(model));
}

Result<TypeModel> SchemaReader::read_type(const FlatDocument& document, const Node& schema,
                                          const std::string& anonymous_name, FieldModel* field, int depth) {
    if (depth > maximum_schema_depth) return refuse(anonymous_name, "schemas are nested too deeply");
    // What stands beside a reference is said of this place, and stands over what it leads to.
    Result<TypeModel> type = TypeModel{};
    if (const Node* reference = schema.find("$ref"))
        type = read_referred(document, reference->scalar_text(), field, depth);
    else if (const Node* only = wrapped(schema))
        type = read_type(document, *only, anonymous_name, field, depth + 1);
    else
        type = read_own_type(document, schema, anonymous_name, field, depth);
    if (field && has_null_form(schema)) field->nullable = true;
    if (type && field && type->kind == Kind::array) read_list_limits(schema, *field);
    if (type && field && type->kind != Kind::array && type->kind != Kind::object) read_limits(schema, *field);
    return type;
}

// The type that the schema itself describes.
Result<TypeModel> SchemaReader::read_own_type(const FlatDocument& document, const Node& schema,
                                              const std::string& anonymous_name, FieldModel* field,
                                              int depth) {
    if (const auto enumeration = as_enumeration(schema))
        return read_own_type(document, enumeration->front(), anonymous_name, field, depth);
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
        type.schema = keep(anonymous_name);
    } else if (!allowed_values(schema).empty() && is_of_numbers(schema, name)) {
        // Names without numbers: what the server takes is a number that nobody told.
        remarks_.push_back(
            fmt::format("'{}' is an enum whose names have no numbers: it takes a number", anonymous_name));
        type.kind = Kind::integer;
    } else if (name == "string" || is_file(schema, name)) {
        type.kind = is_file(schema, name) ? Kind::binary : Kind::string;
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
        TRY(read_schema(document, anonymous_name, schema, depth + 1));
        type.kind = Kind::object;
        type.schema = keep(anonymous_name);
    } else if (name == "object") {
        return read_map(document, schema, anonymous_name, depth);
    } else if (name.empty()) {
        return read_parts_type(document, schema, anonymous_name, field, depth);
    }
    return type;
}

// Of forms without fields: the type that all of them have, else any value. An enum without a type is one of
// texts.
Result<TypeModel> SchemaReader::read_parts_type(const FlatDocument& document, const Node& schema,
                                                const std::string& anonymous_name, FieldModel* field,
                                                int depth) {
    // Each is read once: parts may lead to each other in circles, and in ever more ways.
    const bool is_new = parts_types_.try_emplace(&schema).second;
    if (is_new) {
        FieldModel limits;
        TRY_LET(auto type, read_new_parts_type(document, schema, anonymous_name, limits, depth));
        parts_types_[&schema] = {std::move(type), std::move(limits.pattern)};
    }
    const auto& [type, pattern] = parts_types_[&schema];
    if (field && !pattern.empty()) field->pattern = pattern;
    return type;
}

Result<TypeModel> SchemaReader::read_new_parts_type(const FlatDocument& document, const Node& schema,
                                                    const std::string& anonymous_name, FieldModel& field,
                                                    int depth) {
    std::optional<TypeModel> common;
    for (const Part& part : parts_of(schema)) {
        FieldModel limits;
        TRY_LET(auto type, read_type(document, *part.schema, anonymous_name, part.always ? &limits : nullptr,
                                     depth + 1));
        if (part.always && type.kind == Kind::any) continue;  // a description, a default
        if (part.always) field.pattern = limits.pattern;
        if (!common)
            common = std::move(type);
        else if (common->kind != type.kind || common->element != type.element ||
                 common->schema != type.schema)
            return TypeModel{};
        else if (common->format != type.format)
            common->format = Format::none;
    }
    if (common) return std::move(*common);
    TypeModel type;
    const auto words = allowed_values(schema);
    const bool texts =
        !words.empty() && std::ranges::all_of(words, [](const Node* one) { return one->is_string(); });
    if (texts) type.kind = Kind::string;
    if (texts) read_words(schema, field);
    return type;
}

// An object whose members have no names but one simple type.
Result<TypeModel> SchemaReader::read_map(const FlatDocument& document, const Node& schema,
                                         const std::string& anonymous_name, int depth) {
    TypeModel type;
    type.kind = Kind::object;
    const Node* values = schema.find("additionalProperties");
    if (!values || !values->is_object()) return type;
    FieldModel limits;
    TRY_LET(const auto value, read_type(document, *values, anonymous_name + ".*", &limits, depth + 1));
    const bool simple = value.kind == Kind::string || value.kind == Kind::integer ||
                        value.kind == Kind::number || value.kind == Kind::boolean;
    if (!simple || limits.nullable) return type;
    type.element = value.kind;
    type.format = value.format;
    return type;
}

// Whether one of the schemas that it is composed of has fields. Each is looked at once: they may lead in
// circles.
bool SchemaReader::is_composed_object(const FlatDocument& document, const Node& schema,
                                      std::set<const Node*>& seen) {
    return std::ranges::any_of(parts_of(schema), [&](const Part& part) {
        const auto place = resolve(document, *part.schema);
        if (!place || !seen.insert(place->value).second) return false;
        return place->value->find("properties") || is_composed_object(*place->document, *place->value, seen);
    });
}

bool SchemaReader::is_composed_object(const FlatDocument& document, const Node& schema) {
    std::set<const Node*> seen;
    return is_composed_object(document, schema, seen);
}

// The type that another place describes.
Result<TypeModel> SchemaReader::read_referred(const FlatDocument& document, std::string_view reference,
                                              FieldModel* field, int depth) {
    TRY_LET(const auto place, references_.follow(document, reference));
    TRY(read_schema(*place.document, place.name, *place.value, depth + 1));
    const auto known = schemas_.find(place.name);
    if (known == schemas_.end()) {
        // A named alias of a simple type.
        TRY(resolve(*place.document, *place.value));
        const bool lists_itself = !open_aliases_.insert(place.value).second;
        if (lists_itself) return TypeModel{};
        auto aliased = read_type(*place.document, *place.value, place.name, field, depth + 1);
        open_aliases_.erase(place.value);
        return aliased;
    }
    TypeModel type;
    type.schema = keep(place.name);
    type.kind = known->second.kind == SchemaKind::object ? Kind::object : Kind::enumeration;
    return type;
}

// The limits of a list's field are those of its elements.
Result<TypeModel> SchemaReader::read_array(const FlatDocument& document, const Node& schema,
                                           const std::string& anonymous_name, FieldModel* field, int depth) {
    TypeModel type;
    if (const Node* items = schema.find("items")) {
        const FieldModel before = field ? *field : FieldModel{};
        TRY_LET(auto element, read_type(document, *items, anonymous_name, field, depth + 1));
        if (field) {
            field->nullable = before.nullable;
            field->more.fewest = before.more.fewest;
            field->more.most = before.more.most;
            field->more.distinct = before.more.distinct;
        }
        type = element;
    }
    type.element = type.kind;
    type.kind = Kind::array;
    return type;
}

Result<> SchemaReader::read_field(FieldModel& field, const FlatDocument& document, std::string_view name,
                                  const Node& schema, const std::string& place, int depth) {
    TRY_LET(auto type, read_type(document, schema, place, &field, depth));
    field.type = std::move(type);
    field.name = keep(name);
    // What is said of a schema by its name holds where nothing else is said.
    const auto end = schema.find("$ref") ? resolve(document, schema) : FlatPlace{&document, {}, &schema};
    const Node& referred = end ? *end->value : schema;
    field.secret = field.type.format == Format::password;
    field.description = keep_plain(text_of(schema, "description"));
    constexpr std::uint64_t bits =
        Node::bits_of({"x-refers", "x-maps", "x-doubt", "nullable", "readOnly", "writeOnly", "deprecated",
                       "x-evidence", "x-default-evidence", "x-since", "x-until", "default"});
    if (schema.may_have(bits) || referred.may_have(bits)) read_rare_words(field, schema, referred);
    return {};
}

// What most schemas do not say.
void SchemaReader::read_rare_words(FieldModel& field, const Node& schema, const Node& referred) {
    const bool simple = field.type.kind != Kind::object && field.type.kind != Kind::array;
    const auto says = [&](std::string_view word) { return is_true(schema, word) || is_true(referred, word); };
    field.refers = keep(text_of(schema, "x-refers"));
    field.maps = keep(text_of(schema, "x-maps"));
    field.doubt = keep_plain(text_of(schema, "x-doubt"));
    field.nullable = field.nullable || is_true(schema, "nullable");
    field.read_only = says("readOnly");
    field.more.write_only = says("writeOnly");
    field.deprecated = says("deprecated");
    field.evidence = evidence_of(schema);
    field.default_evidence = keep(text_of(schema, "x-default-evidence"));
    field.since = version_of(schema, "x-since");
    field.until = version_of(schema, "x-until");
    const Node* value = schema.find("default");
    if (!value && simple) value = referred.find("default");
    if (value) field.default_json = keep(json::write(json::to_value(*value)));
}

}  // namespace rasctl::catalog::compiler
