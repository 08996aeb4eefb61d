#include "state/document_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "json/reader.hpp"
#include "state/member_entry.hpp"

namespace rasctl::state {
namespace {

using catalog::Field;
using catalog::Schema;
using catalog::SchemaKind;
using json::Array;
using json::Object;
using json::Value;

Object typed(std::string_view type) {
    Object schema;
    schema.append("type", type);
    return schema;
}

Object reference_to(const std::string& definition) {
    Object schema;
    schema.append("$ref", "#/definitions/" + definition);
    return schema;
}

Object any_of(std::vector<Object> choices) {
    Array list;
    for (Object& choice : choices) list.emplace_back(std::move(choice));
    Object schema;
    schema.append("anyOf", std::move(list));
    return schema;
}

Object map_of(Object properties, bool open) {
    Object schema = typed("object");
    schema.append("properties", std::move(properties));
    if (!open) schema.append("additionalProperties", false);
    return schema;
}

// Names first, for those are what an editor offers, then the words of the command line.
Object names_of(const Schema& enumeration) {
    Array names;
    std::set<std::string> known;
    for (const catalog::EnumValue value : enumeration.values())
        if (known.emplace(value.name()).second) names.emplace_back(value.name());
    for (const catalog::EnumValue value : enumeration.values())
        if (!value.word().empty() && known.emplace(value.word()).second) names.emplace_back(value.word());
    Object schema;
    schema.append("enum", std::move(names));
    return schema;
}

Object list_of(Object items) {
    Object schema = typed("array");
    schema.append("items", std::move(items));
    return schema;
}

class SchemaMaker {
  public:
    Object document(const Kind& kind) {
        Object properties;
        Object kind_schema;
        kind_schema.append("const", kind.name);
        properties.append("kind", std::move(kind_schema));
        properties.append("metadata", metadata(kind));
        Object spec;
        if (kind.form == Form::members) {
            Object entries;
            entries.append("entries", list_of(member(kind)));
            spec = map_of(std::move(entries), false);
        } else {
            spec = spec_of(kind);
        }
        properties.append("spec", std::move(spec));
        Object schema = map_of(std::move(properties), false);
        Array required{"kind"};
        if (kind.form == Form::listed) required.emplace_back("metadata");
        schema.append("required", std::move(required));
        if (!kind.noun.summary().empty()) schema.append("description", kind.noun.summary());
        return schema;
    }

    // Of all that was referred to.
    Object take_definitions() { return std::move(definitions_); }

  private:
    static Object metadata(const Kind& kind) {
        Object properties;
        if (kind.form == Form::listed) {
            properties.append("name", typed("string"));
            Object occurrence = typed("integer");
            occurrence.append("minimum", 1);
            properties.append("occurrence", std::move(occurrence));
            properties.append("previousName", typed("string"));
        }
        properties.append("site", typed("string"));
        Object schema = map_of(std::move(properties), false);
        if (kind.form == Form::listed && !kind.identity.empty()) schema.append("required", Array{"name"});
        return schema;
    }

    Object spec_of(const Kind& kind) {
        Object properties = fields_of(kind);
        for (const Kind& part : kind.parts)
            if (!part.step.empty()) add_part(properties, part, 0);
        return map_of(std::move(properties), false);
    }

    Object fields_of(const Kind& kind) {
        Object properties;
        for (const KindField& field : kind.fields)
            properties.set(field.field.name(), field_schema(field.field));
        return properties;
    }

    // Parts stand in maps within maps, as their steps say.
    void add_part(Object& properties, const Kind& part, std::size_t depth) {
        const std::string& step = part.step[depth];
        const bool is_last = depth + 1 == part.step.size();
        if (is_last && part.form != Form::single) {
            properties.set(step, list_of(part.form == Form::members ? member(part) : entry(part)));
            return;
        }
        Value* place = properties.find(step);
        if (place == nullptr || place->find("properties") == nullptr)
            place = &properties.set(step, map_of(Object{}, false));
        Object& inner = place->as_object().find("properties")->as_object();
        if (!is_last) return add_part(inner, part, depth + 1);
        const Object own = spec_of(part);
        for (const json::Member& one : own.find("properties")->as_object()) inner.set(one.name, one.value);
    }

    // An entry of a list that has a name and settings of its own.
    Object entry(const Kind& part) {
        Object schema = spec_of(part);
        if (part.identity.empty()) return schema;
        Object& properties = schema.find("properties")->as_object();
        if (properties.find(part.identity) == nullptr) properties.append(part.identity, typed("string"));
        return schema;
    }

    // An entry that is added and removed as a whole: its one field, or a map.
    Object member(const Kind& part) {
        Object map = map_of(fields_of(part), false);
        const KindField* only = only_field(part);
        if (only == nullptr) return map;
        const Field field = only->field;
        Object one = field.type().is_array() ? element_schema(field) : field_schema(field);
        return any_of({std::move(one), typed("string"), typed("integer"), std::move(map)});
    }

    Object field_schema(const Field& field) {
        Object schema = field.type().is_array() ? list_of(element_schema(field))
                                                : value_schema(field, field.type().kind());
        // Everything may come from a file of values.
        if (schema.find("anyOf") == nullptr && !accepts_text(schema))
            schema = any_of({std::move(schema), reference_to("placeholder")});
        if (!field.description().empty()) schema.set("description", field.description());
        if (!field.default_json().empty())
            if (auto usual = json::parse(field.default_json()); usual && is_shown_as_it_is(field))
                schema.set("default", std::move(*usual));
        return schema;
    }

    static bool accepts_text(const Object& schema) {
        const Value* type = schema.find("type");
        return schema.empty() || (type != nullptr && type->is_string() && type->as_string() == "string" &&
                                  schema.find("minLength") == nullptr && schema.find("maxLength") == nullptr);
    }

    // Whether the default stands in a document as it is on the wire.
    static bool is_shown_as_it_is(const Field& field) {
        const auto schema = field.type().schema();
        return field.refers().empty() && (!schema || schema->kind() == SchemaKind::object);
    }

    Object element_schema(const Field& field) { return value_schema(field, field.type().element()); }

    Object value_schema(const Field& field, catalog::Kind kind) {
        if (!field.refers().empty()) return any_of({typed("string"), typed("integer")});
        const auto schema = field.type().schema();
        if (schema && schema->kind() != SchemaKind::object) return enumeration_schema(*schema);
        switch (kind) {
            case catalog::Kind::boolean:
                return typed("boolean");
            case catalog::Kind::integer:
                return bounded(field, typed("integer"));
            case catalog::Kind::number:
                return bounded(field, typed("number"));
            case catalog::Kind::string:
                return measured(field);
            case catalog::Kind::object:
                return schema ? object_schema(*schema) : typed("object");
            default:
                return {};
        }
    }

    // Values that nobody has documented can be written by number.
    Object enumeration_schema(const Schema& schema) {
        std::vector<Object> choices;
        choices.push_back(names_of(schema));
        choices.push_back(typed("integer"));
        if (schema.kind() == SchemaKind::flags)
            choices.push_back(list_of(any_of({names_of(schema), typed("integer")})));
        choices.push_back(reference_to("placeholder"));
        return any_of(std::move(choices));
    }

    static Object bounded(const Field& field, Object schema) {
        if (const auto least = field.minimum()) schema.append("minimum", *least);
        if (const auto most = field.maximum()) schema.append("maximum", *most);
        return schema;
    }

    static Object measured(const Field& field) {
        Object schema = typed("string");
        if (const auto least = field.minimum_length())
            schema.append("minLength", static_cast<std::uint64_t>(*least));
        if (const auto most = field.maximum_length())
            schema.append("maxLength", static_cast<std::uint64_t>(*most));
        return schema;
    }

    // Objects within objects are told once; what the description does not know of them is taken.
    Object object_schema(const Schema& schema) {
        const std::string name(schema.name());
        if (known_.insert(name).second) {
            Object properties;
            for (const Field field : schema.fields())
                if (!field.read_only()) properties.set(field.name(), field_schema(field));
            definitions_.append(name, map_of(std::move(properties), true));
        }
        return reference_to(name);
    }

    Object definitions_;
    std::set<std::string> known_;
};

Object placeholder() {
    Object schema = typed("string");
    schema.append("pattern", "^\\$\\{[^}]+\\}$");
    return schema;
}

// Told apart by their kind, so that an editor speaks of the one that is meant.
Object schema_by_kind(const Kinds& kinds, SchemaMaker& maker) {
    Array names, branches;
    for (const Kind& kind : kinds.all()) {
        names.emplace_back(kind.name);
        Object is_kind, properties, condition, branch;
        is_kind.append("const", kind.name);
        properties.append("kind", std::move(is_kind));
        condition.append("properties", std::move(properties));
        branch.append("if", std::move(condition));
        branch.append("then", maker.document(kind));
        branches.emplace_back(std::move(branch));
    }
    Object known, properties, schema = typed("object");
    known.append("enum", std::move(names));
    properties.append("kind", std::move(known));
    schema.append("properties", std::move(properties));
    schema.append("required", Array(1, "kind"));
    schema.append("allOf", std::move(branches));
    return schema;
}

}  // namespace

Value document_schema(const Kinds& kinds, const Kind* only) {
    SchemaMaker maker;
    Object content = only ? maker.document(*only) : schema_by_kind(kinds, maker);
    Object schema;
    schema.append("$schema", "http://json-schema.org/draft-07/schema#");
    schema.append("title", only ? fmt::format("rasctl document of kind '{}'", only->name)
                                : std::string("rasctl documents"));
    for (json::Member& member : content) schema.append(std::move(member.name), std::move(member.value));
    Object definitions = maker.take_definitions();
    definitions.append("placeholder", placeholder());
    schema.append("definitions", std::move(definitions));
    return schema;
}

}  // namespace rasctl::state
