#include "catalog/compiler/openapi.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "json/writer.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Value;

constexpr int maximum_schema_depth = 40;
// Far above any API; a hostile description must not cost minutes or gigabytes.
constexpr std::size_t maximum_operations = 20'000;
constexpr std::size_t maximum_path_length = 1'000;
constexpr std::size_t maximum_path_segments = 32;
constexpr std::size_t maximum_name_length = 200;

Error refuse(std::string_view place, std::string_view why) {
    return {.exit_code = ExitCode::invalid,
            .what = "cannot use the API description",
            .why = fmt::format("{}: {}", place.substr(0, 200), why)};
}

std::string text_of(const Value& object, std::string_view name) {
    const Value* member = object.find(name);
    return member ? member->scalar_text() : std::string{};
}

bool is_true(const Value& object, std::string_view name) {
    const Value* member = object.find(name);
    return member && member->is_bool() && member->as_bool();
}

int version_of(const Value& object, std::string_view name) {
    const std::string text = text_of(object, name);
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::clamp(number, 0, 255);
}

// The size of the tag that the text begins with; 0 when "<" only means "less than".
std::size_t tag_size(std::string_view text) {
    if (text.size() < 3 || text[0] != '<') return 0;
    const char c = text[1] == '/' ? text[2] : text[1];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const auto end = text.find('>');
    return letter && end != std::string_view::npos ? end + 1 : 0;
}

// Descriptions of the vendor's file come wrapped in <para> tags and with \r\n; people read one line of plain
// text.
std::string plain_text(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (const std::size_t size = tag_size(text.substr(at)); size > 0) {
            at += size - 1;
            continue;
        }
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte > ' ' && byte != 0x7F)
            out += text[at];
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

// What can be sent and shown: "/api/Gateway/{id}".
bool is_usable_path(std::string_view path) {
    const bool printable = std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7F; });
    const auto segments = static_cast<std::size_t>(std::ranges::count(path, '/'));
    return printable && path.starts_with('/') && path.size() <= maximum_path_length &&
           segments <= maximum_path_segments;
}

// "0 = Disabled": how the vendor writes enums whose values are numbers on the wire.
bool is_numbered(const Value& value) {
    if (!value.is_string()) return false;
    const std::string& text = value.as_string();
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) return false;
    const auto last = text.find_last_not_of(' ', equals - 1);
    return last != std::string::npos && Value(text.substr(0, last + 1)).to_int64().has_value();
}

// Whether its values travel as numbers, whatever its type says.
bool has_numbers(const Value& schema, std::string_view type) {
    const Value* values = schema.find("enum");
    if (!values || !values->is_array()) return false;
    return type == "integer" || text_of(schema, "format") == "int32" ||
           (!values->as_array().empty() && std::ranges::all_of(values->as_array(), is_numbered));
}

const Value* child_of(const Value& value, const std::string& step) {
    if (!value.is_array()) return value.find(step);
    const auto position = Value(step).to_int64();
    const bool there =
        position && *position >= 0 && static_cast<std::size_t>(*position) < value.as_array().size();
    return there ? &value.as_array()[static_cast<std::size_t>(*position)] : nullptr;
}

// A step of a JSON pointer (RFC 6901 3): "~1" is "/", "~0" is "~".
std::string unescaped(std::string_view step) {
    std::string out;
    for (std::size_t at = 0; at < step.size(); ++at) {
        const bool escape = step[at] == '~' && at + 1 < step.size();
        out += !escape ? step[at] : step[at + 1] == '1' ? '/' : '~';
        at += escape ? 1 : 0;
    }
    return out;
}

bool is_json(std::string_view media_type) {
    return media_type.starts_with("application/json") || media_type.starts_with("text/json");
}

// The JSON form of a content where there is one; the vendor's tool lists text/plain first.
const json::Member& main_content(const json::Object& content) {
    const auto found =
        std::ranges::find_if(content, [](const json::Member& one) { return is_json(one.name); });
    return found == content.end() ? *content.begin() : *found;
}

// The names between braces: "/api/Provider/{providerId}/VM/{id}".
std::vector<std::string> names_in(std::string_view path) {
    std::vector<std::string> names;
    for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
        const auto close = path.find('}', open);
        if (close == std::string_view::npos) break;
        names.emplace_back(path.substr(open + 1, close - open - 1));
    }
    return names;
}

// In the order of the path, which is the order of the targets; one that is only in the path is there too.
void order_by_path(OperationModel& model) {
    std::vector<FieldModel> ordered;
    for (const std::string& name : names_in(model.path)) {
        const auto known = std::ranges::find(model.path_parameters, name, &FieldModel::name);
        FieldModel parameter;
        if (known != model.path_parameters.end()) parameter = *known;
        parameter.name = name;
        parameter.required = true;
        if (known == model.path_parameters.end()) parameter.type.kind = Kind::string;
        ordered.push_back(std::move(parameter));
    }
    model.path_parameters = std::move(ordered);
}

Evidence evidence_of(const Value& object) {
    const std::string text = text_of(object, "x-evidence");
    if (text == "list") return Evidence::list;
    if (text == "powershell") return Evidence::powershell;
    if (text == "sample") return Evidence::sample;
    if (text == "inferred") return Evidence::inferred;
    return Evidence::page;
}

Format format_of(const Value& schema) {
    const std::string text = text_of(schema, "format");
    if (text == "int32") return Format::int32;
    if (text == "int64") return Format::int64;
    if (text == "double" || text == "float") return Format::double_precision;
    if (text == "date-time") return Format::date_time;
    if (text == "date") return Format::date;
    if (text == "password") return Format::password;
    if (text == "uuid" || text == "guid") return Format::uuid;
    if (text == "byte") return Format::byte;
    if (text == "uri") return Format::uri;
    return Format::none;
}

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

// More than a wrapper around one reference: a schema that adds fields to another.
bool is_composed(const json::Array& parts) {
    return std::ranges::any_of(parts, [](const Value& part) { return part.find("properties"); }) ||
           parts.size() > 1;
}

// A field of the same name replaces the one inherited.
void set_field(SchemaModel& model, FieldModel field) {
    const auto known = std::ranges::find(model.fields, field.name, &FieldModel::name);
    if (known == model.fields.end())
        model.fields.push_back(std::move(field));
    else
        *known = std::move(field);
}

class Reader {
  public:
    explicit Reader(const std::vector<Document>& documents) : documents_(documents) {}
    Result<Description> read();

  private:
    struct Place {
        const Document* document = nullptr;
        std::string name;  // of the schema
        const Value* schema = nullptr;
    };

    Result<> read_document(const Document& document);
    Result<OperationModel> read_operation(const Document& document, std::string_view path, const Value& item,
                                          std::string_view method, const Value& operation);
    Result<> read_parameters(const Document& document, const Value& list, OperationModel& model);
    Result<> read_body(const Document& document, const Value& body, OperationModel& model);
    Result<> read_responses(const Document& document, const Value& responses, OperationModel& model);
    Result<FieldModel> read_field(const Document& document, std::string name, const Value& schema,
                                  const std::string& owner, int depth);
    Result<TypeModel> read_type(const Document& document, const Value& schema,
                                const std::string& anonymous_name, FieldModel* field, int depth);
    Result<> read_schema(const Document& document, const std::string& name, const Value& schema, int depth);
    Result<> read_part(const Document& document, const std::string& name, const Value& part,
                       SchemaModel& model, int depth);
    Result<> read_properties(const Document& document, const std::string& name, const Value& schema,
                             SchemaModel& model, int depth);
    void read_enum(SchemaModel& model, const Value& schema);
    // Follows a reference to a named schema or another component; null content with an error when it leads
    // nowhere.
    Result<Place> follow(const Document& document, std::string_view reference);
    const Document* document_named(std::string_view name, const Document& from) const;

    const std::vector<Document>& documents_;
    Description description_;
    std::set<std::string> reading_;
};

const Document* Reader::document_named(std::string_view name, const Document& from) const {
    if (name.empty()) return &from;
    const auto found = std::ranges::find(documents_, name, &Document::name);
    return found == documents_.end() ? nullptr : &*found;
}

Result<Reader::Place> Reader::follow(const Document& document, std::string_view reference) {
    const auto hash = reference.find('#');
    if (hash == std::string_view::npos) return refuse(reference, "this reference has no '#'");
    const Document* target = document_named(reference.substr(0, hash), document);
    if (!target) return refuse(reference, "this reference leads to another file");
    const Value* current = &target->content;
    std::string_view rest = reference.substr(hash + 1);
    // A schema among the components has a name of its own; one elsewhere is called by its whole place.
    constexpr std::string_view named = "/components/schemas/";
    const bool has_name = rest.starts_with(named) && rest.find('/', named.size()) == std::string_view::npos;
    const std::string name = unescaped(has_name ? rest.substr(named.size()) : rest);
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto slash = rest.find('/');
        const std::string step = unescaped(rest.substr(0, slash));
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
        current = child_of(*current, step);
        if (!current) return refuse(reference, "this reference leads nowhere");
    }
    return Place{target, name, current};
}

void Reader::read_enum(SchemaModel& model, const Value& schema) {
    model.kind = schema.find("x-enum-flags") ? SchemaKind::flags : SchemaKind::enumeration;
    const Value* numbers = schema.find("x-enum-values");
    if (!numbers || !numbers->is_array()) numbers = schema.find("enum");
    const Value* names = schema.find("x-enum-varnames");
    if (!numbers || !numbers->is_array()) return;
    std::int64_t position = 0;
    for (std::size_t i = 0; i < numbers->as_array().size(); ++i, ++position) {
        const Value& value = numbers->as_array()[i];
        EnumValueModel one;
        std::string text = value.scalar_text();
        // The vendor writes "0 = Disabled" in an enum of type string, format int32.
        if (is_numbered(value)) {
            const auto equals = text.find('=');
            one.number = Value(text.substr(0, text.find_last_not_of(' ', equals - 1) + 1))
                             .to_int64()
                             .value_or(position);
            const auto begin = text.find_first_not_of(' ', equals + 1);
            one.name = begin == std::string::npos ? std::string{} : text.substr(begin);
        } else {
            one.number = value.to_int64().value_or(position);
            one.name = text;
        }
        if (names && names->is_array() && i < names->as_array().size())
            one.name = names->as_array()[i].scalar_text();
        one.name = plain_text(one.name);
        if (one.name.size() > maximum_name_length) one.name = std::to_string(one.number);
        model.values.push_back(std::move(one));
    }
}

Result<TypeModel> Reader::read_type(const Document& document, const Value& schema,
                                    const std::string& anonymous_name, FieldModel* field, int depth) {
    if (depth > maximum_schema_depth) return refuse(anonymous_name, "schemas are nested too deeply");
    TypeModel type;
    const Value* reference = schema.find("$ref");
    for (const std::string_view wrapper : {"allOf", "anyOf", "oneOf"}) {
        const Value* parts = schema.find(wrapper);
        if (!reference && parts && parts->is_array() && !parts->as_array().empty())
            reference = parts->as_array().front().find("$ref");
    }
    if (reference) {
        const auto place = follow(document, reference->scalar_text());
        if (!place) return place.error();
        if (auto read = read_schema(*place->document, place->name, *place->schema, depth + 1); !read)
            return read.error();
        const auto known = description_.schemas.find(place->name);
        if (known == description_.schemas.end())  // a named alias of a simple type
            return read_type(*place->document, *place->schema, place->name, field, depth + 1);
        type.schema = place->name;
        type.kind = known->second.kind == SchemaKind::object ? Kind::object : Kind::enumeration;
        return type;
    }
    bool nullable = false;
    const std::string name = type_name(schema, nullable);
    if (field && nullable) field->nullable = true;
    type.format = format_of(schema);
    if (has_numbers(schema, name)) {
        SchemaModel model;
        read_enum(model, schema);
        model.complete = true;
        description_.schemas.insert_or_assign(anonymous_name, std::move(model));
        type.kind = Kind::enumeration;
        type.schema = anonymous_name;
    } else if (name == "string") {
        type.kind = text_of(schema, "format") == "binary" ? Kind::binary : Kind::string;
    } else if (name == "integer") {
        type.kind = Kind::integer;
    } else if (name == "number") {
        type.kind = Kind::number;
    } else if (name == "boolean") {
        type.kind = Kind::boolean;
    } else if (name == "array") {
        const Value* items = schema.find("items");
        TypeModel element;
        if (items) {
            auto read = read_type(document, *items, anonymous_name, nullptr, depth + 1);
            if (!read) return read;
            element = *read;
        }
        type = element;
        type.element = element.kind;
        type.kind = Kind::array;
    } else if (name == "object" && schema.find("properties")) {
        if (auto read = read_schema(document, anonymous_name, schema, depth + 1); !read) return read.error();
        type.kind = Kind::object;
        type.schema = anonymous_name;
    } else if (name == "object") {
        type.kind = Kind::object;
    }
    return type;
}

Result<FieldModel> Reader::read_field(const Document& document, std::string name, const Value& schema,
                                      const std::string& owner, int depth) {
    FieldModel field;
    auto type = read_type(document, schema, owner + "." + name, &field, depth);
    if (!type) return type.error();
    field.type = std::move(*type);
    field.name = std::move(name);
    field.description = plain_text(text_of(schema, "description"));
    field.refers = text_of(schema, "x-refers");
    field.pattern = text_of(schema, "pattern");
    field.maps = text_of(schema, "x-maps");
    field.nullable = field.nullable || is_true(schema, "nullable");
    field.read_only = is_true(schema, "readOnly");
    field.deprecated = is_true(schema, "deprecated");
    field.secret = field.type.format == Format::password;
    field.evidence = evidence_of(schema);
    field.since = version_of(schema, "x-since");
    field.until = version_of(schema, "x-until");
    if (const Value* value = schema.find("default")) field.default_json = json::write(*value);
    if (const Value* value = schema.find("minimum")) field.minimum = value->to_double();
    if (const Value* value = schema.find("maximum")) field.maximum = value->to_double();
    const auto length = [&](std::string_view key) -> std::optional<std::uint32_t> {
        const Value* value = schema.find(key);
        const auto number = value ? value->to_int64() : std::nullopt;
        if (!number || *number < 0) return std::nullopt;
        return static_cast<std::uint32_t>(std::min<std::int64_t>(*number, 0x7FFFFFFF));
    };
    field.minimum_length = length("minLength");
    field.maximum_length = length("maxLength");
    return field;
}

Result<> Reader::read_schema(const Document& document, const std::string& name, const Value& schema,
                             int depth) {
    if (description_.schemas.contains(name)) return {};
    if (depth > maximum_schema_depth) return refuse(name, "schemas are nested too deeply");
    bool nullable = false;
    const std::string type = type_name(schema, nullable);
    SchemaModel model;
    const Value* whole = schema.find("x-complete");
    model.complete = whole && whole->is_bool() && whole->as_bool();
    model.evidence = evidence_of(schema);
    if (has_numbers(schema, type) || schema.find("x-enum-flags")) {
        read_enum(model, schema);
        if (!schema.find("x-complete")) model.complete = !schema.find("x-evidence");
        description_.schemas.insert_or_assign(name, std::move(model));
        return {};
    }
    const Value* parts = schema.find("allOf");
    const bool composed = type.empty() && parts && parts->is_array() && is_composed(parts->as_array());
    if (type != "object" && !composed) return {};
    const Value* additional = schema.find("additionalProperties");
    if (additional && additional->is_bool()) {
        model.open = additional->as_bool();
        if (!additional->as_bool()) model.complete = true;
    } else if (additional) {
        model.open = true;
    }
    // Known before its fields are read, so that a schema may contain itself.
    description_.schemas.insert_or_assign(name, model);
    if (parts && parts->is_array())
        for (const Value& part : parts->as_array())
            if (auto read = read_part(document, name, part, model, depth + 1); !read) return read;
    if (auto read = read_properties(document, name, schema, model, depth); !read) return read;
    description_.schemas.insert_or_assign(name, std::move(model));
    return {};
}

// One schema of an "allOf": its fields become the whole's.
Result<> Reader::read_part(const Document& document, const std::string& name, const Value& part,
                           SchemaModel& model, int depth) {
    if (depth > maximum_schema_depth) return refuse(name, "schemas are nested too deeply");
    const Value* reference = part.find("$ref");
    if (!reference) return read_properties(document, name, part, model, depth);
    const auto place = follow(document, reference->scalar_text());
    if (!place) return place.error();
    if (auto read = read_schema(*place->document, place->name, *place->schema, depth); !read) return read;
    const auto base = description_.schemas.find(place->name);
    if (base == description_.schemas.end()) return {};
    for (const FieldModel& field : base->second.fields) set_field(model, field);
    return {};
}

Result<> Reader::read_properties(const Document& document, const std::string& name, const Value& schema,
                                 SchemaModel& model, int depth) {
    const Value* required = schema.find("required");
    if (const Value* properties = schema.find("properties"); properties && properties->is_object()) {
        for (const json::Member& member : properties->as_object()) {
            if (member.name.empty() || member.name.size() > maximum_name_length) continue;
            auto field = read_field(document, member.name, member.value, name, depth + 1);
            if (!field) return field.error();
            if (required && required->is_array())
                field->required = std::ranges::any_of(required->as_array(), [&](const Value& one) {
                    return one.is_string() && one.as_string() == member.name;
                });
            set_field(model, std::move(*field));
        }
    }
    return {};
}

Result<> Reader::read_parameters(const Document& document, const Value& list, OperationModel& model) {
    if (!list.is_array()) return refuse(model.path, "parameters are no list");
    for (const Value& entry : list.as_array()) {
        const Value* parameter = &entry;
        const Document* owner = &document;
        if (const Value* reference = entry.find("$ref")) {
            const auto place = follow(document, reference->scalar_text());
            if (!place) return place.error();
            parameter = place->schema;
            owner = place->document;
        }
        const Value* schema = parameter->find("schema");
        const std::string in = text_of(*parameter, "in");
        if (!schema || (in != "path" && in != "query")) continue;
        const std::string name = text_of(*parameter, "name");
        if (name.empty() || name.size() > maximum_name_length) continue;
        auto& list_of_kind = in == "path" ? model.path_parameters : model.query_parameters;
        // The operation's own parameter replaces the path's (OpenAPI 3.0.3 4.7.9.1).
        std::erase_if(list_of_kind, [&](const FieldModel& one) { return one.name == name; });
        auto field = read_field(*owner, name, *schema, model.method + " " + model.path, 0);
        if (!field) return field.error();
        if (auto text = text_of(*parameter, "description"); !text.empty())
            field->description = plain_text(text);
        if (auto text = text_of(*parameter, "x-refers"); !text.empty()) field->refers = text;
        if (parameter->find("x-evidence")) field->evidence = evidence_of(*parameter);
        field->required = is_true(*parameter, "required");
        list_of_kind.push_back(std::move(*field));
    }
    return {};
}

Result<> Reader::read_body(const Document& document, const Value& body, OperationModel& model) {
    if (const Value* reference = body.find("$ref")) {
        const auto place = follow(document, reference->scalar_text());
        if (!place) return place.error();
        if (place->schema->find("$ref")) return refuse(reference->scalar_text(), "it leads to a reference");
        return read_body(*place->document, *place->schema, model);
    }
    const Value* content = body.find("content");
    if (!content || !content->is_object() || content->as_object().empty()) return {};
    const json::Member* chosen = &main_content(content->as_object());
    for (const json::Member& member : content->as_object())
        if (member.name.starts_with("application/json; api-version")) chosen = &member;
    model.multipart = chosen->name.starts_with("multipart/");
    model.body_required = is_true(body, "required");
    const Value* schema = chosen->value.find("schema");
    if (!schema) return {};
    auto type = read_type(document, *schema, model.method + " " + model.path + " body", nullptr, 0);
    if (!type) return type.error();
    model.body = type->kind == Kind::object ? type->schema : std::string{};
    return {};
}

Result<> Reader::read_responses(const Document& document, const Value& responses, OperationModel& model) {
    if (!responses.is_object()) return refuse(model.path, "responses are no object");
    for (const json::Member& member : responses.as_object()) {
        if (!member.name.starts_with('2')) continue;
        model.status = static_cast<unsigned>(Value(member.name).to_int64().value_or(200));
        const Value* answer = &member.value;
        if (const Value* reference = answer->find("$ref")) {
            const auto place = follow(document, reference->scalar_text());
            if (!place) return place.error();
            answer = place->schema;
        }
        const Value* content = answer->find("content");
        if (!content || !content->is_object() || content->as_object().empty()) return {};
        const json::Member& first = main_content(content->as_object());
        const Value* schema = first.value.find("schema");
        auto type =
            schema ? read_type(document, *schema, model.method + " " + model.path + " response", nullptr, 0)
                   : Result<TypeModel>(TypeModel{});
        if (!type) return type.error();
        model.response = *type;
        model.response_kind = ResponseKind::value;
        if (!is_json(first.name)) {
            model.response_kind = ResponseKind::binary;
        } else if (type->kind == Kind::array) {
            model.response_kind = ResponseKind::list;
            model.response.kind = type->element;
            model.response.element = Kind::any;
        }
        return {};
    }
    return {};
}

Result<OperationModel> Reader::read_operation(const Document& document, std::string_view path,
                                              const Value& item, std::string_view method,
                                              const Value& operation) {
    OperationModel model;
    model.method = method;
    std::ranges::transform(model.method, model.method.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    model.path = path;
    model.old_path = text_of(operation, "x-path-17");
    model.summary = plain_text(text_of(operation, "summary"));
    if (model.summary.empty()) model.summary = plain_text(text_of(operation, "description"));
    model.note = plain_text(text_of(operation, "x-note"));
    model.permission = plain_text(text_of(operation, "x-permission"));
    model.source = text_of(operation, "x-source");
    if (const Value* tags = operation.find("tags"); tags && tags->is_array() && !tags->as_array().empty())
        model.tag = tags->as_array().front().scalar_text();
    model.since = version_of(operation, "x-since");
    model.until = version_of(operation, "x-until");
    model.evidence = evidence_of(operation);
    model.deprecated = is_true(operation, "deprecated");
    model.path_guessed = operation.find("x-path-guessed") != nullptr;
    const Value* security = operation.find("security");
    model.needs_session = !(security && security->is_array() && security->as_array().empty());
    for (const Value* holder : {&item, &operation})
        if (const Value* parameters = holder->find("parameters"))
            if (auto read = read_parameters(document, *parameters, model); !read) return read.error();
    order_by_path(model);
    if (const Value* body = operation.find("requestBody"))
        if (auto read = read_body(document, *body, model); !read) return read.error();
    if (const Value* responses = operation.find("responses"))
        if (auto read = read_responses(document, *responses, model); !read) return read.error();
    return model;
}

Result<> Reader::read_document(const Document& document) {
    const std::string version = text_of(document.content, "openapi");
    if (!version.starts_with("3."))
        return refuse(document.name.empty() ? "document" : document.name, "this is no OpenAPI 3 description");
    const Value* paths = document.content.find("paths");
    if (paths && !paths->is_object()) return refuse("paths", "expected an object");
    if (const Value* info = document.content.find("info"); info && description_.title.empty()) {
        description_.title = text_of(*info, "title");
        description_.version = text_of(*info, "version");
    }
    if (paths) {
        for (const json::Member& path : paths->as_object()) {
            if (!path.value.is_object())
                return refuse(plain_text(path.name).substr(0, maximum_name_length), "expected an object");
            if (!is_usable_path(path.name)) {
                description_.skipped.push_back(path.name.substr(0, maximum_path_length));
                continue;
            }
            for (const json::Member& member : path.value.as_object()) {
                constexpr std::string_view methods[] = {"get", "post", "put", "delete", "patch", "head"};
                if (std::ranges::find(methods, member.name) == std::end(methods)) continue;
                auto operation = read_operation(document, path.name, path.value, member.name, member.value);
                if (!operation) return operation.error();
                if (description_.operations.size() >= maximum_operations)
                    return refuse("paths", "there are more than 20,000 operations");
                description_.operations.push_back(std::move(*operation));
            }
        }
    }
    const Value* schemas = json::at_path(document.content, "components.schemas");
    if (schemas && schemas->is_object())
        for (const json::Member& schema : schemas->as_object())
            if (auto read = read_schema(document, schema.name, schema.value, 0); !read) return read;
    return {};
}

Result<Description> Reader::read() {
    for (const Document& document : documents_)
        if (auto read = read_document(document); !read) return read.error();
    if (description_.operations.empty()) return refuse("paths", "there is no operation in it");
    return std::move(description_);
}

}  // namespace

Result<Description> read_openapi(const std::vector<Document>& documents) {
    return Reader(documents).read();
}

}  // namespace rasctl::catalog::compiler
