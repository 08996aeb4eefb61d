// Objects: their fields, what they are composed of, and the forms of which they have one.
#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "catalog/compiler/openapi_composition.hpp"
#include "catalog/compiler/openapi_enumeration.hpp"
#include "catalog/compiler/openapi_schema.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "catalog/compiler/openapi_type.hpp"
#include "error/try.hpp"

namespace rasctl::catalog::compiler {

using json::Node;

namespace {

// Schemas that are put together from two: enough for any API, and a bound for a hostile description.
constexpr int maximum_joins = 2'000;
constexpr std::size_t maximum_joined_name = 300;

}  // namespace

Result<> SchemaReader::read_schema(const FlatDocument& document, const std::string& name, const Node& schema,
                                   int depth) {
    if (schemas_.contains(name)) return {};
    if (depth > maximum_schema_depth) return refuse(name, "schemas are nested too deeply");
    bool nullable = false;
    const std::string type = type_name(schema, nullable);
    SchemaModel model;
    const Node* whole = schema.find("x-complete");
    model.complete = whole && whole->is_bool() && whole->as_bool();
    model.evidence = evidence_of(schema);
    if (has_numbers(schema, type)) {
        read_enumeration(model, schema);
        if (!schema.find("x-complete")) model.complete = !schema.find("x-evidence");
        const std::string_view evidence = text_of(schema, "x-evidence");
        model.numbers_known = evidence != "inferred" && evidence != "names-from-powershell";
        schemas_.insert_or_assign(name, std::move(model));
        return {};
    }
    if (type != "object" && (!type.empty() || !is_composed_object(document, schema))) return {};
    const Node* additional = schema.find("additionalProperties");
    if (additional && additional->is_bool()) {
        model.open = additional->as_bool();
        if (!additional->as_bool()) model.complete = true;
    } else if (additional) {
        model.open = true;
    }
    // Known before its fields are read, so that a schema may contain itself.
    SchemaModel& known = schemas_.insert_or_assign(name, model).first->second;
    TRY(read_inside(document, name, schema, model, depth));
    known = std::move(model);
    return {};
}

// The fields of a schema: those of what it is composed of, then its own.
Result<> SchemaReader::read_inside(const FlatDocument& document, const std::string& name, const Node& schema,
                                   SchemaModel& model, int depth) {
    if (depth > maximum_schema_depth) return refuse(name, "schemas are nested too deeply");
    const Joined joined = [this](const std::string& one, const std::string& other, bool always) {
        return join(one, other, always);
    };
    for (const Part& part : parts_of(schema)) {
        if (!part.always) continue;
        SchemaModel inner;
        TRY(read_part(document, name, *part.schema, inner, depth + 1));
        join_fields(model.fields, std::move(inner.fields), true, joined);
        std::ranges::move(inner.forms, std::back_inserter(model.forms));
        require_fields(*part.schema, model);
    }
    for (const std::string_view list : {"anyOf", "oneOf"})
        TRY(read_forms(document, name, schema, list, model, depth));
    SchemaModel own;
    TRY(read_properties(document, name, schema, own, depth));
    join_fields(model.fields, std::move(own.fields), true, joined);
    require_fields(schema, model);
    return {};
}

// The forms of which an object has one: their fields become the whole's. Where a word tells which is meant,
// or forms are nothing but what they need, that is kept and required; else the server alone knows which is
// meant.
Result<> SchemaReader::read_forms(const FlatDocument& document, const std::string& name, const Node& schema,
                                  std::string_view list, SchemaModel& model, int depth) {
    const Joined joined = [this](const std::string& one, const std::string& other, bool always) {
        return join(one, other, always);
    };
    Forms group;
    std::vector<FieldModel> fields;
    std::map<std::string, std::size_t, std::less<>> requiring;
    for (const Part& part : parts_of(schema)) {
        if (part.list != list) continue;
        SchemaModel inner;
        TRY(read_part(document, name, *part.schema, inner, depth + 1));
        group.forms.push_back(form_of(document, schema, *part.schema, inner));
        for (const std::string& one : group.forms.back().required) ++requiring[one];
        for (FieldModel& field : inner.fields) field.required = false;
        join_fields(fields, std::move(inner.fields), false, joined);
    }
    if (group.forms.empty()) return {};
    if (const Node* discriminator = schema.find("discriminator"))
        group.told_by = text_of(*discriminator, "propertyName");
    tell_by_words(group, fields);
    join_fields(model.fields, std::move(fields), true, joined);
    const bool bare = std::ranges::all_of(
        parts_of(schema), [&](const Part& part) { return part.list != list || is_bare_need(*part.schema); });
    if (group.told_by.empty() && !bare) return {};
    for (FieldModel& field : model.fields) {
        const auto found = requiring.find(field.name.view());
        const bool always = found != requiring.end() && found->second == group.forms.size();
        field.required = field.required || always;
    }
    if (group.forms.size() > 1 && group.forms.size() <= maximum_forms)
        model.forms.push_back(std::move(group));
    return {};
}

// What one of the forms needs, and the words that say that it is meant.
Form SchemaReader::form_of(const FlatDocument& document, const Node& schema, const Node& form,
                           const SchemaModel& inner) {
    Form model;
    std::set<std::string, std::less<>> required;
    for (const FieldModel& field : inner.fields)
        if (field.required && !field.read_only) required.insert(field.name.str());
    const auto place = resolve(document, form);
    if (const Node* names = place ? place->value->find("required") : nullptr; names && names->is_array())
        for (const Node& one : names->as_array()) required.emplace(one.scalar_text());
    for (const FieldModel& field : inner.fields)
        if (field.read_only) required.erase(field.name.str());
    model.required.assign(required.begin(), required.end());
    model.words = words_for_form(schema, form);
    return model;
}

std::string SchemaReader::join(const std::string& one, const std::string& other, bool always) {
    std::string name = one + (always ? " & " : " | ") + other;
    if (schemas_.contains(name)) return name;
    const auto first = schemas_.find(one), second = schemas_.find(other);
    const bool known = first != schemas_.end() && second != schemas_.end();
    if (!known || name.size() > maximum_joined_name || ++joins_ > maximum_joins) return {};
    SchemaModel model = first->second, more = second->second;
    model.open = model.open || more.open;
    model.complete = model.complete && more.complete;
    std::ranges::move(more.forms, std::back_inserter(model.forms));
    if (!always) model.forms.clear();
    // Known before its fields are, so that two that contain themselves end.
    schemas_.insert_or_assign(name, model);
    join_fields(model.fields, std::move(more.fields), always,
                [this](const std::string& a, const std::string& b, bool both) { return join(a, b, both); });
    schemas_.insert_or_assign(name, std::move(model));
    return name;
}

// One of the schemas that another is composed of: its fields become the whole's.
Result<> SchemaReader::read_part(const FlatDocument& document, const std::string& name, const Node& part,
                                 SchemaModel& model, int depth) {
    const Node* reference = part.find("$ref");
    if (!reference) return read_inside(document, name, part, model, depth);
    TRY_LET(const auto place, references_.follow(document, reference->scalar_text()));
    TRY(read_schema(*place.document, place.name, *place.value, depth));
    if (const auto base = schemas_.find(place.name); base != schemas_.end()) {
        model.fields = base->second.fields;
        model.forms = base->second.forms;
    }
    return {};
}

Result<> SchemaReader::read_properties(const FlatDocument& document, const std::string& name,
                                       const Node& schema, SchemaModel& model, int depth) {
    if (const Node* properties = schema.find("properties"); properties && properties->is_object()) {
        std::vector<FieldModel> fields;
        fields.reserve(properties->as_object().size());
        std::string place = name + ".";
        const std::size_t stem = place.size();
        for (const json::NodeMember member : properties->as_object()) {
            if (member.name.empty() || member.name.size() > maximum_name_length) continue;
            place.resize(stem);
            place += member.name;
            TRY(read_field(fields.emplace_back(), document, member.name, member.value, place, depth + 1));
        }
        model.fields = std::move(fields);
    }
    return {};
}

}  // namespace rasctl::catalog::compiler
