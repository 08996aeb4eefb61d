#include "catalog/compiler/openapi_enumeration.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "catalog/compiler/openapi_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Value;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A whole number, decimal or "0x..", and nothing else.
std::optional<std::int64_t> number_of(std::string_view text) {
    text = trimmed(text);
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    if (hexadecimal) text.remove_prefix(2);
    if (text.empty() || hex_value(text.front()) < 0) return std::nullopt;
    std::int64_t number = 0;
    // With its sign before it, so that the least number there is fits too.
    const std::string digits = (negative ? "-" : "") + std::string(text);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, hexadecimal ? 16 : 10);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

// A number and a name on the two sides of a separator, whichever comes first.
std::optional<EnumValueModel> divided(std::string_view text, std::string_view separator) {
    const auto at = text.find(separator, 1);
    if (at == std::string_view::npos) return std::nullopt;
    const auto before = text.substr(0, at), after = text.substr(at + separator.size());
    if (const auto number = number_of(before))
        return EnumValueModel{.number = *number, .name = std::string(trimmed(after))};
    if (const auto number = number_of(after))
        return EnumValueModel{.number = *number, .name = std::string(trimmed(before))};
    return std::nullopt;
}

// "Disabled (0)" or "0 (Disabled)".
std::optional<EnumValueModel> in_brackets(std::string_view text) {
    const auto open = text.rfind('(');
    if (open == std::string_view::npos || open == 0 || !trimmed(text).ends_with(')')) return std::nullopt;
    text = trimmed(text);
    return divided(text.substr(0, text.size() - 1), "(");
}

// How descriptions write enums whose values are numbers on the wire: "0 = Disabled" (the vendor's), "0 -
// Disabled", "Disabled = 0", "0x1 = Bit", "0: Disabled", "Disabled (0)", or the number alone.
std::optional<EnumValueModel> numbered(const Value& value) {
    const std::string text = value.scalar_text();
    for (const std::string_view separator : {"=>", "->", "\u2192", "=", ":", " - ", " \u2013 ", " \u2014 "})
        if (auto one = divided(text, separator)) return one;
    if (auto one = in_brackets(text)) return one;
    if (const auto number = number_of(text)) return EnumValueModel{.number = *number, .name = text};
    return std::nullopt;
}

// Of texts that are not said to be numbers only those count that can hardly mean anything else: "0 =
// Disabled", "Disabled = 0", "0 - Disabled", "0: Disabled". "10:30", "Windows - 10" and "Model (3)" are
// texts.
bool tells_its_number(const Value& value) {
    if (!value.is_string()) return false;
    const std::string& text = value.as_string();
    for (const std::string_view separator : {"=", ":", " - "}) {
        const auto one = divided(text, separator);
        if (!one) continue;
        const bool number_first = number_of(text.substr(0, text.find(separator, 1))).has_value();
        return std::ranges::any_of(one->name, is_letter) && (number_first || separator == "=");
    }
    return false;
}

const json::Array* list_of(const Value& schema, std::string_view name) {
    const Value* list = schema.find(name);
    return list && list->is_array() ? &list->as_array() : nullptr;
}

json::Array numbers_of(const Value& schema) {
    const json::Array* numbers = list_of(schema, "x-enum-values");
    return numbers ? *numbers : allowed_values(schema);
}

// What other tools call the name of a value: a list beside the values, or Microsoft's {value, name,
// description}.
std::string name_beside(const Value& schema, const Value& value, std::size_t position) {
    for (const std::string_view key : {"x-enum-varnames", "x-enumNames", "x-enum-names"})
        if (const json::Array* names = list_of(schema, key); names && position < names->size())
            return (*names)[position].scalar_text();
    const Value* microsoft = schema.find("x-ms-enum");
    const json::Array* named = microsoft ? list_of(*microsoft, "values") : nullptr;
    if (named)
        for (const Value& one : *named)
            if (text_of(one, "value") == value.scalar_text()) return text_of(one, "name");
    return {};
}

// What another version of the server calls a value: {"Broker": "PA"}. The value's own name stands first.
void add_other_names(SchemaModel& model, const Value& schema) {
    const Value* others = schema.find("x-enum-aliases");
    if (!others || !others->is_object()) return;
    for (const json::Member& other : others->as_object()) {
        const auto own = std::ranges::find(model.values, other.value.scalar_text(), &EnumValueModel::name);
        if (own == model.values.end() || other.name.size() > maximum_name_length) continue;
        model.values.push_back({.number = own->number, .name = plain_text(other.name)});
    }
}

bool is_single_bit(std::int64_t number) {
    return number > 0 && (number & (number - 1)) == 0;
}

// Single bits, with nothing beside them but "none" and "all", are meant to be combined.
bool are_flags(const std::vector<EnumValueModel>& values) {
    std::int64_t mask = 0;
    std::size_t bits = 0;
    for (const EnumValueModel& one : values)
        if (is_single_bit(one.number)) {
            mask |= one.number;
            ++bits;
        }
    constexpr std::int64_t all_of_int32 = 0x7FFFFFFF;
    return bits >= 3 && mask >= 4 && std::ranges::all_of(values, [&](const EnumValueModel& one) {
               return is_single_bit(one.number) || one.number == 0 || one.number == -1 ||
                      one.number == mask || one.number == all_of_int32;
           });
}

}  // namespace

std::vector<Value> allowed_values(const Value& schema) {
    if (const json::Array* values = list_of(schema, "enum")) return *values;
    const Value* only = schema.find("const");
    return only ? std::vector<Value>{*only} : std::vector<Value>{};
}

std::optional<Value> as_enumeration(const Value& schema) {
    const json::Array* forms = list_of(schema, "oneOf");
    if (!forms) forms = list_of(schema, "anyOf");
    if (!forms || schema.find("properties") || schema.find("allOf")) return std::nullopt;
    json::Array values, names;
    bool texts = true, whole = true;
    for (const Value& form : *forms) {
        const Value* only = form.find("const");
        if (!only && text_of(form, "type") == "null") continue;
        if (!only || form.find("$ref")) return std::nullopt;
        texts = texts && only->is_string();
        whole = whole && only->is_number() && only->to_int64();
        values.push_back(*only);
        names.emplace_back(text_of(form, "title"));
    }
    if (values.empty() || (!texts && !whole)) return std::nullopt;
    json::Object made;
    made.append("type", texts ? "string" : "integer");
    made.append("enum", std::move(values));
    made.append("x-enum-varnames", std::move(names));
    return Value(std::move(made));
}

bool is_of_numbers(const Value& schema, std::string_view type) {
    const std::string format = text_of(schema, "format");
    if (type == "integer" || format == "int32" || format == "int64") return true;
    const auto values = allowed_values(schema);
    return (type.empty() || type == "number") && !values.empty() &&
           std::ranges::all_of(values, [](const Value& one) { return one.is_number() && one.to_int64(); });
}

bool has_numbers(const Value& schema, std::string_view type) {
    const json::Array values = numbers_of(schema);
    if (values.empty()) return false;
    const bool stated = is_of_numbers(schema, type);
    return std::ranges::all_of(values, [&](const Value& value) {
        return value.is_null() || (stated ? numbered(value).has_value() : tells_its_number(value));
    });
}

void read_enumeration(SchemaModel& model, const Value& schema) {
    const json::Array values = numbers_of(schema);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const Value& value = values[i];
        auto one = numbered(value);
        if (!one) continue;
        if (auto name = name_beside(schema, value, i); !name.empty()) one->name = std::move(name);
        one->name = plain_text(one->name);
        if (one->name.empty() || one->name.size() > maximum_name_length)
            one->name = std::to_string(one->number);
        model.values.push_back(std::move(*one));
    }
    add_other_names(model, schema);
    const bool flags = schema.find("x-enum-flags") || are_flags(model.values);
    model.kind = flags ? SchemaKind::flags : SchemaKind::enumeration;
}

}  // namespace rasctl::catalog::compiler
