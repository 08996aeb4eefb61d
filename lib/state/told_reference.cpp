#include "state/told_reference.hpp"

#include <optional>

namespace rasctl::state {
namespace {

// The enumeration beside `referenceId` that is called `referenceType` and whose values are kinds of objects.
const KindField* telling_field(const Kind& kind, const KindField& field) {
    std::string name(field.field.name());
    if (field.field.type().kind() != catalog::Kind::integer || !name.ends_with("Id")) return nullptr;
    name.replace(name.size() - 2, 2, "Type");
    const KindField* tells = kind.field(name);
    const auto schema = tells ? tells->field.type().schema() : std::nullopt;
    if (!schema || schema->kind() != catalog::SchemaKind::enumeration) return nullptr;
    std::size_t kinds = 0;
    for (const catalog::EnumValue value : schema->values())
        if (kind.noun.catalog().noun_of_kind(value.name())) ++kinds;
    return kinds > 1 ? tells : nullptr;
}

std::optional<catalog::EnumValue> value_of(const catalog::Schema& schema, const json::Value& value) {
    if (const auto number = value.to_int64()) return schema.value(*number);
    return schema.value(std::string_view(value.scalar_text()));
}

}  // namespace

std::string refers_to(const Kind& kind, const KindField& field, const json::Object& members) {
    if (!kind.entries_refer_to.empty()) return kind.entries_refer_to;
    const KindField* tells = telling_field(kind, field);
    if (tells == nullptr) return std::string(field.field.refers());
    const json::Value* told = members.find_ignoring_case(tells->field.name());
    const auto value = told ? value_of(*tells->field.type().schema(), *told) : std::nullopt;
    if (!value || !kind.noun.catalog().noun_of_kind(value->name())) return {};
    return std::string(value->name());
}

std::vector<std::string> may_refer_to(const Kind& kind, const KindField& field) {
    if (!kind.entries_refer_to.empty()) return {kind.entries_refer_to};
    const KindField* tells = telling_field(kind, field);
    std::vector<std::string> kinds;
    if (tells == nullptr && !field.field.refers().empty()) kinds.emplace_back(field.field.refers());
    if (tells != nullptr)
        for (const catalog::EnumValue value : tells->field.type().schema()->values())
            if (kind.noun.catalog().noun_of_kind(value.name())) kinds.emplace_back(value.name());
    return kinds;
}

}  // namespace rasctl::state
