#include "catalog/compiler/source_update.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "catalog/comparison.hpp"
#include "catalog/compiler/compile.hpp"
#include "catalog/compiler/openapi_enumeration.hpp"
#include "catalog/compiler/openapi_media.hpp"
#include "catalog/compiler/openapi_reference.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "catalog/compiler/vendor_parts.hpp"
#include "error/try.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Object;
using json::Value;

constexpr int deepest = 40;

Value* member(Value& object, std::string_view name) {
    return object.is_object() ? object.as_object().find(name) : nullptr;
}

Value* member_ignoring_case(Value& object, std::string_view name) {
    if (!object.is_object()) return nullptr;
    for (json::Member& one : object.as_object())
        if (equal_ignoring_case(one.name, name)) return &one.value;
    return nullptr;
}

// A place that may be written to.
struct Open {
    Document* document = nullptr;
    Value* value = nullptr;
};

class Updater {
  public:
    Updater(const Document& vendor, std::vector<Document>& sources)
        : vendor_{vendor}, sources_(sources), parts_(vendor_, sources_) {}
    Result<SourceChanges> run();

  private:
    Result<> update_path(const json::Member& path);
    Result<> update_operation(const std::string& name, const Value& vendor, Open own);
    Result<> update_parameters(const std::string& name, const Value& vendor, Open own);
    Result<> update_content(const std::string& name, const Value& vendor, Open own, int depth = 0);
    Result<> update_schema(const std::string& name, const Value& vendor, Open own, int depth);
    Result<> update_properties(const std::string& name, const Value& vendor, Open own, int depth);
    void update_enumeration(const std::string& name, const Value& vendor, Value& own);
    void update_limits(const std::string& name, const Value& vendor, Value& own);
    void find_not_told(const Value& paths);
    Result<> add_operation(const std::string& method, const std::string& path, const Value& operation);

    Result<const Value*> resolved(const Value& value) const {
        TRY_LET(const auto place, resolve(vendor_, vendor_.front(), value));
        return place.value;
    }
    Result<Open> resolved(Open own) const;
    Open operation_of(const std::string& method, const std::string& path) const;
    Document& nearest(const std::string& path) const;

    std::vector<Document> vendor_;
    std::vector<Document>& sources_;
    VendorParts parts_;
    SourceChanges changes_;
    std::set<std::pair<const Value*, const Value*>> seen_;
};

// Where an own reference leads; the documents are the caller's to write to.
Result<Open> Updater::resolved(Open own) const {
    TRY_LET(const auto place, resolve(sources_, *own.document, *own.value));
    return Open{const_cast<Document*>(place.document), const_cast<Value*>(place.value)};
}

// The operation of today, where an old version has another of the same path.
Open Updater::operation_of(const std::string& method, const std::string& path) const {
    Open found;
    for (Document& document : sources_) {
        Value* paths = member(document.content, "paths");
        if (paths == nullptr) continue;
        for (json::Member& one : paths->as_object()) {
            Value* operation = path_key(one.name) == path_key(path) ? member(one.value, method) : nullptr;
            const bool better =
                operation != nullptr && (found.value == nullptr || !operation->find("x-until"));
            if (better) found = {&document, operation};
        }
    }
    return found;
}

// The document whose paths begin most like this one.
Document& Updater::nearest(const std::string& path) const {
    const std::string key = path_key(path);
    Document* best = &sources_.front();
    std::size_t longest = 0;
    for (Document& document : sources_) {
        const Value* paths = document.content.find("paths");
        if (paths == nullptr) continue;
        for (const json::Member& one : paths->as_object()) {
            const std::string other = path_key(one.name);
            const auto ends = std::ranges::mismatch(key, other);
            const auto shared = static_cast<std::size_t>(ends.in1 - key.begin());
            if (shared <= longest) continue;
            longest = shared;
            best = &document;
        }
    }
    return *best;
}

void Updater::update_enumeration(const std::string& name, const Value& vendor, Value& own) {
    SchemaModel told, known;
    read_enumeration(told, vendor);
    read_enumeration(known, own);
    for (const EnumValueModel& value : told.values) {
        const auto before = std::ranges::find(known.values, value.number, &EnumValueModel::number);
        if (before == known.values.end())
            changes_.added.push_back(fmt::format("{}: {} = {}", name, value.number, value.name));
        else if (before->name != value.name)
            changes_.contradicted.push_back(
                fmt::format("{}: {} is '{}', not '{}'", name, value.number, value.name, before->name));
    }
    std::vector<EnumValueModel> all = told.values;
    for (const EnumValueModel& value : known.values) {
        if (std::ranges::find(told.values, value.number, &EnumValueModel::number) != told.values.end())
            continue;
        changes_.not_told.push_back(fmt::format("{}: {} = {}", name, value.number, value.name));
        all.push_back(value);
    }
    write_enumeration(all, own);
}

void Updater::update_limits(const std::string& name, const Value& vendor, Value& own) {
    constexpr std::string_view keys[] = {"type",      "format",    "minimum",   "maximum",
                                         "minLength", "maxLength", "pattern",   "default",
                                         "nullable",  "readOnly",  "deprecated"};
    for (const std::string_view key : keys) {
        const Value* told = vendor.find(key);
        const Value* known = own.find(key);
        if (told == nullptr || (known != nullptr && *known == *told)) continue;
        if (known != nullptr)
            changes_.contradicted.push_back(
                fmt::format("{} {}: {}, not {}", name, key, json::write(*told), json::write(*known)));
        else
            changes_.added.push_back(fmt::format("{} {}: {}", name, key, json::write(*told)));
        own.as_object().set(std::string(key), *told);
        if (key == "default") own.as_object().erase("x-default-evidence");
    }
    own.as_object().set("x-evidence", "vendor");
    own.as_object().erase("x-doubt");
}

Result<> Updater::update_schema(const std::string& name, const Value& vendor, Open own, int depth) {
    if (depth > deepest) return {};
    TRY_LET(const auto told, resolved(vendor));
    TRY_LET(auto place, resolved(own));
    if (!told->is_object() || !place.value->is_object() || !seen_.emplace(told, place.value).second)
        return {};
    const std::string type = text_of(*told, "type");
    if (has_numbers(*told, type)) {
        update_enumeration(name, *told, *place.value);
        return {};
    }
    if (told->find("properties")) return update_properties(name, *told, place, depth);
    const Value* items = told->find("items");
    Value* own_items = member(*place.value, "items");
    if (items && own_items) return update_schema(name + "[]", *items, {place.document, own_items}, depth + 1);
    if (type != text_of(*place.value, "type") && (items || own_items))
        changes_.contradicted.push_back(fmt::format("{}: a value of another form", name));
    else
        update_limits(name, *told, *place.value);
    return {};
}

Result<> Updater::update_properties(const std::string& name, const Value& vendor, Open own, int depth) {
    const Value& told = *vendor.find("properties");
    if (!member(*own.value, "properties")) {
        changes_.contradicted.push_back(fmt::format("{}: an object of fields", name));
        return {};
    }
    if (told.is_object())
        for (const json::Member& field : told.as_object()) {
            const std::string place = name + "." + field.name;
            Value* known = member_ignoring_case(*member(*own.value, "properties"), field.name);
            if (known != nullptr) {
                TRY(update_schema(place, field.value, {own.document, known}, depth + 1));
                continue;
            }
            TRY_LET(auto copy, parts_.taken(field.value, *own.document));
            if (copy.is_object() && !copy.find("$ref")) copy.as_object().set("x-evidence", "vendor");
            member(*own.value, "properties")->as_object().append(field.name, std::move(copy));
            changes_.added.push_back("field " + place);
        }
    for (const json::Member& field : member(*own.value, "properties")->as_object()) {
        const bool there = std::ranges::any_of(told.as_object(), [&](const json::Member& one) {
            return equal_ignoring_case(one.name, field.name);
        });
        if (!there) changes_.not_told.push_back("field " + name + "." + field.name);
    }
    if (const Value* required = vendor.find("required"); required && required->is_array()) {
        const Value* known = own.value->find("required");
        if (!known || *known != *required)
            changes_.contradicted.push_back(fmt::format("{}: required is {}, not {}", name,
                                                        json::write(*required),
                                                        known ? json::write(*known) : "[]"));
        own.value->as_object().set("required", *required);
    }
    own.value->as_object().set("x-evidence", "vendor");
    return {};
}

Result<> Updater::update_content(const std::string& name, const Value& vendor, Open own, int depth) {
    TRY_LET(const auto told, resolved(vendor));
    TRY_LET(auto place, resolved(own));
    const Value* content = told->find("content");
    Value* own_content = member(*place.value, "content");
    if (!content || !own_content || !content->is_object() || content->as_object().empty()) return {};
    const Value* schema = best_content(content->as_object()).value.find("schema");
    for (json::Member& one : own_content->as_object())
        if (Value* own_schema = member(one.value, "schema"); schema && own_schema)
            return update_schema(name, *schema, {place.document, own_schema}, depth);
    return {};
}

Result<> Updater::update_parameters(const std::string& name, const Value& vendor, Open own) {
    const Value* parameters = vendor.find("parameters");
    if (!parameters || !parameters->is_array()) return {};
    for (const Value& entry : parameters->as_array()) {
        TRY_LET(const auto told, resolved(entry));
        if (text_of(*told, "in") != "query") continue;
        const std::string parameter = text_of(*told, "name");
        const std::string place = name + " parameter " + parameter;
        Value* known = nullptr;
        if (Value* list = member(*own.value, "parameters"))
            for (Value& one : list->as_array()) {
                auto open = resolved(Open{own.document, &one});
                if (open && equal_ignoring_case(text_of(*open->value, "name"), parameter))
                    known = open->value;
            }
        if (known == nullptr) {
            TRY_LET(auto copy, parts_.taken(*told, *own.document));
            copy.as_object().set("x-evidence", "vendor");
            if (!member(*own.value, "parameters")) own.value->as_object().append("parameters", json::Array{});
            member(*own.value, "parameters")->as_array().push_back(std::move(copy));
            changes_.added.push_back(place);
            continue;
        }
        const bool required = is_true(*told, "required");
        if (required != is_true(*known, "required"))
            changes_.contradicted.push_back(place + (required ? " is required" : " is not required"));
        if (required)
            known->as_object().set("required", true);
        else
            known->as_object().erase("required");
        if (const Value* schema = told->find("schema"); schema && member(*known, "schema"))
            if (auto done = update_schema(place, *schema, {own.document, member(*known, "schema")}, 1); !done)
                return done;
    }
    return {};
}

Result<> Updater::update_operation(const std::string& name, const Value& vendor, Open own) {
    const std::size_t before = changes_.added.size() + changes_.contradicted.size();
    own.value->as_object().set("x-evidence", "vendor");
    own.value->as_object().erase("x-path-guessed");
    own.value->as_object().erase("x-doubt");
    TRY(update_parameters(name, vendor, own));
    if (const Value* body = vendor.find("requestBody"); body && member(*own.value, "requestBody"))
        if (auto done =
                update_content(name + " body", *body, {own.document, member(*own.value, "requestBody")});
            !done)
            return done;
    const Value* answers = vendor.find("responses");
    Value* own_answers = member(*own.value, "responses");
    if (answers && own_answers && answers->is_object())
        for (const json::Member& answer : answers->as_object())
            if (Value* known = member(*own_answers, answer.name); known && answer.name.starts_with('2'))
                TRY(update_content(name + " answer", answer.value, {own.document, known}));
    if (before == changes_.added.size() + changes_.contradicted.size()) ++changes_.confirmed;
    return {};
}

Result<> Updater::add_operation(const std::string& method, const std::string& path, const Value& operation) {
    Document& document = nearest(path);
    TRY_LET(auto copy, parts_.taken(operation, document));
    copy.as_object().set("x-evidence", "vendor");
    Value& paths = *member(document.content, "paths");
    Value* item = member(paths, path);
    if (item == nullptr) item = &paths.as_object().append(path, Object{});
    item->as_object().append(method, std::move(copy));
    changes_.added.push_back(fmt::format("operation {} {} in {}", upper_case(method), path, document.name));
    return {};
}

Result<> Updater::update_path(const json::Member& path) {
    TRY_LET(const auto item, resolved(path.value));
    if (!item->is_object()) return refuse(path.name, "expected an object");
    for (const json::Member& one : item->as_object()) {
        constexpr std::string_view methods[] = {"get", "post", "put", "delete", "patch", "head"};
        if (std::ranges::find(methods, one.name) == std::end(methods) || !one.value.is_object()) continue;
        const Open own = operation_of(one.name, path.name);
        auto done = own.value ? update_operation(upper_case(one.name) + " " + path.name, one.value, own)
                              : add_operation(one.name, path.name, one.value);
        if (!done) return done;
    }
    return {};
}

Result<SourceChanges> Updater::run() {
    TRY(read_openapi(flattened(vendor_)));
    const Value* paths = vendor_.front().content.find("paths");
    for (const json::Member& path : paths->as_object()) TRY(update_path(path));
    find_not_told(*paths);
    for (const std::string& name : parts_.add_schemas(sources_)) changes_.added.push_back("schema " + name);
    return std::move(changes_);
}

void Updater::find_not_told(const Value& paths) {
    for (Document& document : sources_) {
        Value* own = member(document.content, "paths");
        if (own == nullptr) continue;
        for (const json::Member& path : own->as_object())
            for (const json::Member& one : path.value.as_object()) {
                const bool told = std::ranges::any_of(paths.as_object(), [&](const json::Member& other) {
                    return path_key(other.name) == path_key(path.name) && other.value.find(one.name);
                });
                if (!told && one.value.is_object() && !one.value.find("x-until"))
                    changes_.not_told.push_back(
                        fmt::format("operation {} {}", upper_case(one.name), path.name));
            }
    }
}

}  // namespace

Result<SourceChanges> update_sources(const Document& vendor, std::vector<Document>& sources) {
    return Updater(vendor, sources).run();
}

}  // namespace rasctl::catalog::compiler
