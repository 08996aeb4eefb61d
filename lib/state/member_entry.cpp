#include "state/member_entry.hpp"

#include <algorithm>
#include <optional>

namespace rasctl::state {
namespace {

// The value of an enumeration of IP versions for one of them; nothing where the field is no such enumeration.
std::optional<catalog::EnumValue> ip_version(const KindField& field, char digit) {
    const auto schema = field.field.type().schema();
    if (!schema || schema->kind() != catalog::SchemaKind::enumeration) return std::nullopt;
    std::optional<catalog::EnumValue> found;
    for (const catalog::EnumValue value : schema->values())
        if (value.name().ends_with(digit)) found = value;
    return found;
}

bool is_ip_version(const KindField& field) {
    return ip_version(field, '4') && ip_version(field, '6');
}

}  // namespace

const KindField* only_field(const Kind& part) {
    if (part.form != Form::members || part.fields.empty()) return nullptr;
    const auto told = std::ranges::find_if_not(part.fields, is_ip_version);
    const auto others = std::ranges::count_if(part.fields, is_ip_version);
    const bool alone =
        told != part.fields.end() && part.fields.size() == static_cast<std::size_t>(others) + 1;
    return alone ? &*told : nullptr;
}

json::Object fields_of_entry(const Kind& part, const json::Value& entry) {
    if (entry.is_object()) return entry.as_object();
    json::Object fields;
    const KindField* only = only_field(part);
    if (only == nullptr && !part.fields.empty()) only = &part.fields.front();
    if (only == nullptr) return fields;
    fields.append(std::string(only->field.name()), entry);
    const char version = entry.is_string() && entry.as_string().find(':') != std::string::npos ? '6' : '4';
    for (const KindField& field : part.fields)
        if (const auto value = ip_version(field, version); &field != only && value)
            fields.append(std::string(field.field.name()), value->name());
    return fields;
}

}  // namespace rasctl::state
