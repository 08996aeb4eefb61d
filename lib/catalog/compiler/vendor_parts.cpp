#include "catalog/compiler/vendor_parts.hpp"

#include <algorithm>

#include "catalog/compiler/openapi_enumeration.hpp"
#include "catalog/compiler/openapi_reference.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "error/try.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Object;
using json::Value;

constexpr int deepest = 40;

Value& grown(Value& object, const std::string& name) {
    if (Value* known = object.as_object().find(name)) return *known;
    return object.as_object().append(name, Object{});
}

}  // namespace

const Document* VendorParts::holder(const std::string& name) const {
    if (const auto waiting = new_.find(name); waiting != new_.end()) return waiting->second.first;
    const auto found = std::ranges::find_if(sources_, [&](const Document& document) {
        const Value* schemas = json::at_path(document.content, "components.schemas");
        return schemas && schemas->find(name);
    });
    return found == sources_.end() ? nullptr : &*found;
}

Result<std::string> VendorParts::schema(const std::string& name, const Value& value, const Document& into,
                                        int depth) {
    const Document* place = holder(name);
    if (place == nullptr) {
        place = &into;
        // Known by its name before it is read, so that it may contain itself.
        new_.emplace(name, std::pair(place, Value(Object{})));
        TRY_LET(auto copy, taken(value, into, depth + 1));
        if (copy.is_object()) copy.as_object().set("x-evidence", "vendor");
        new_.at(name).second = std::move(copy);
    }
    return (place == &into ? std::string() : place->name) + "#/components/schemas/" + name;
}

Result<Value> VendorParts::taken(const Value& part, const Document& into, int depth) {
    if (depth > deepest) return refuse("schemas", "they are nested too deeply");
    if (part.is_array()) {
        json::Array list;
        for (const Value& one : part.as_array()) {
            TRY_LET(auto copy, taken(one, into, depth + 1));
            list.push_back(std::move(copy));
        }
        return Value(std::move(list));
    }
    if (!part.is_object()) return part;
    if (const Value* reference = part.find("$ref"); reference && reference->is_string()) {
        TRY_LET(const auto place, follow(vendor_, vendor_.front(), reference->as_string()));
        // Parameters and answers are written out; schemas keep their names.
        if (reference->as_string().find("/schemas/") == std::string::npos)
            return taken(*place.value, into, depth + 1);
        TRY_LET(auto name, schema(place.name, *place.value, into, depth));
        Object leading;
        leading.append("$ref", std::move(name));
        return Value(std::move(leading));
    }
    Object copy;
    for (const json::Member& one : part.as_object()) {
        const bool words = one.value.is_string() && (one.name == "description" || one.name == "summary");
        if (one.name == "operationId") continue;
        TRY_LET(auto inner, words ? Result<Value>(Value(plain_text(one.value.as_string())))
                                  : taken(one.value, into, depth + 1));
        copy.append(one.name, std::move(inner));
    }
    Value value(std::move(copy));
    if (has_numbers(part, text_of(part, "type"))) {
        SchemaModel told;
        read_enumeration(told, part);
        write_enumeration(told.values, value);
    }
    return value;
}

std::vector<std::string> VendorParts::add_schemas(std::vector<Document>& sources) {
    std::vector<std::string> names;
    for (auto& [name, waiting] : new_) {
        for (Document& document : sources)
            if (&document == waiting.first)
                grown(grown(document.content, "components"), "schemas")
                    .as_object()
                    .append(name, std::move(waiting.second));
        names.push_back(name);
    }
    new_.clear();
    return names;
}

void write_enumeration(const std::vector<EnumValueModel>& values, Value& schema) {
    json::Array numbers, names;
    for (const EnumValueModel& value : values) {
        numbers.emplace_back(value.number);
        names.emplace_back(value.name);
    }
    Object& object = schema.as_object();
    object.set("type", "integer");
    object.set("format", "int32");
    object.set(object.find("x-enum-values") ? "x-enum-values" : "enum", std::move(numbers));
    object.set("x-enum-varnames", std::move(names));
    object.set("x-evidence", "vendor");
}

}  // namespace rasctl::catalog::compiler
