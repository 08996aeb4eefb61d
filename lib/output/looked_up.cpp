#include "output/looked_up.hpp"

#include <algorithm>
#include <array>

#include "output/enumeration.hpp"

namespace rasctl::output {
namespace {

std::optional<catalog::Schema> schema_of(const std::optional<catalog::Field>& field) {
    return field ? field->type().schema() : std::nullopt;
}

// Descends into everything that is no plain value; `visit` takes a field and its value.
template <class Json, class Visit>
void walk(Json& value, const std::optional<catalog::Schema>& schema, const Visit& visit) {
    if (value.is_array()) {
        for (auto& element : value.as_array()) walk(element, schema, visit);
    } else if (value.is_object() && schema) {
        for (auto& member : value.as_object()) {
            const auto field = schema->field(member.name);
            if (!field) continue;
            if (member.value.is_array() && !member.value.as_array().empty() &&
                !member.value.as_array().front().is_object()) {
                for (auto& element : member.value.as_array()) visit(*field, element);
            } else if (member.value.is_object() || member.value.is_array()) {
                walk(member.value, field->type().schema(), visit);
            } else {
                visit(*field, member.value);
            }
        }
    }
}

void add_kinds_of(const catalog::Schema& schema, std::set<std::string>& kinds,
                  std::set<std::string_view>& seen) {
    if (!seen.insert(schema.name()).second) return;
    for (const catalog::Field field : schema.fields()) {
        if (const auto kind = kind_of_reference(field); !kind.empty()) kinds.emplace(kind);
        const auto inner = schema_of(field);
        if (inner && inner->kind() == catalog::SchemaKind::object) add_kinds_of(*inner, kinds, seen);
    }
}

}  // namespace

std::optional<std::string_view> LookedUp::name(std::string_view kind, std::string_view id) const {
    const auto names = names_.find(kind);
    if (names == names_.end()) return std::nullopt;
    const auto name = names->second.find(id);
    if (name == names->second.end() || name->second.empty()) return std::nullopt;
    return name->second;
}

const json::Value* LookedUp::row(std::string_view verb, std::string_view id) const {
    const auto rows = rows_.find(verb);
    if (rows == rows_.end()) return nullptr;
    const auto row = rows->second.find(id);
    return row == rows->second.end() ? nullptr : &row->second;
}

bool is_reference(std::string_view id) {
    constexpr std::array<std::string_view, 4> none{"", "0", "-1", "4294967295"};
    return std::ranges::find(none, id) == none.end();
}

std::string_view kind_of_reference(const std::optional<catalog::Field>& field) {
    if (!field || field->name() == "id") return {};
    return field->refers();
}

void add_kinds(const json::Value& value, const std::optional<catalog::Schema>& schema,
               std::set<std::string>& kinds) {
    walk(value, schema, [&](const catalog::Field& field, const json::Value& one) {
        const auto kind = kind_of_reference(field);
        if (!kind.empty() && is_reference(one.scalar_text())) kinds.emplace(kind);
    });
}

void add_kinds(const catalog::Schema& schema, std::set<std::string>& kinds) {
    std::set<std::string_view> seen;
    add_kinds_of(schema, kinds, seen);
}

json::Value with_names(json::Value&& value, const std::optional<catalog::Schema>& schema,
                       const LookedUp& looked_up) {
    json::Value named = std::move(value);
    walk(named, schema, [&](const catalog::Field& field, json::Value& one) {
        if (one.is_null() || one.is_object() || one.is_array()) return;
        const std::string text = one.scalar_text();
        if (const auto enumeration = enumeration_of(field)) {
            if (std::string name = enum_text(one, *enumeration); name != text)
                one = json::Value(std::move(name));
        } else if (const auto name = looked_up.name(kind_of_reference(field), text);
                   name && is_reference(text)) {
            one = json::Value(std::string(*name));
        }
    });
    return named;
}

}  // namespace rasctl::output
