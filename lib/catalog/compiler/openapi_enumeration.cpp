#include "catalog/compiler/openapi_enumeration.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "catalog/compiler/openapi_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Node;

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
template <class Value>
std::optional<EnumValueModel> numbered(const Value& value) {
    const auto text = value.scalar_text();
    for (const std::string_view separator : {"=>", "->", "\u2192", "=", ":", " - ", " \u2013 ", " \u2014 "})
        if (auto one = divided(text, separator)) return one;
    if (auto one = in_brackets(text)) return one;
    if (const auto number = number_of(text))
        return EnumValueModel{.number = *number, .name = std::string(text)};
    return std::nullopt;
}

// Of texts that are not said to be numbers only those count that can hardly mean anything else: "0 =
// Disabled", "Disabled = 0", "0 - Disabled", "0: Disabled". "10:30", "Windows - 10" and "Model (3)" are
// texts.
template <class Value>
bool tells_its_number(const Value& value) {
    if (!value.is_string()) return false;
    const std::string_view text = value.as_string();
    for (const std::string_view separator : {"=", ":", " - "}) {
        const auto one = divided(text, separator);
        if (!one) continue;
        const bool number_first = number_of(text.substr(0, text.find(separator, 1))).has_value();
        return std::ranges::any_of(one->name, is_letter) && (number_first || separator == "=");
    }
    return false;
}

template <class Value>
std::vector<const Value*> list_of(const Value& schema, std::string_view name) {
    std::vector<const Value*> elements;
    if (const Value* list = schema.find(name); list && list->is_array()) {
        elements.reserve(list->as_array().size());
        for (const Value& one : list->as_array()) elements.push_back(&one);
    }
    return elements;
}

template <class Value>
std::vector<const Value*> numbers_of(const Value& schema) {
    const Value* numbers = schema.find("x-enum-values");
    return numbers && numbers->is_array() ? list_of(schema, "x-enum-values") : allowed_values(schema);
}

// What other tools call the names of values: a list beside the values, or Microsoft's {value, name,
// description}.
template <class Value>
class NamesBeside {
  public:
    explicit NamesBeside(const Value& schema) {
        for (const std::string_view key : {"x-enum-varnames", "x-enumNames", "x-enum-names"})
            lists_.push_back(list_of(schema, key));
        if (const Value* microsoft = schema.find("x-ms-enum")) named_ = list_of(*microsoft, "values");
    }

    std::string of(const Value& value, std::size_t position) const {
        for (const auto& names : lists_)
            if (position < names.size()) return std::string(names[position]->scalar_text());
        for (const Value* one : named_)
            if (text_of(*one, "value") == value.scalar_text()) return std::string(text_of(*one, "name"));
        return {};
    }

  private:
    std::vector<std::vector<const Value*>> lists_;
    std::vector<const Value*> named_;
};

// What another version of the server calls a value: {"Broker": "PA"}. The value's own name stands first.
template <class Value>
void add_other_names(SchemaModel& model, const Value& schema) {
    const Value* others = schema.find("x-enum-aliases");
    if (!others || !others->is_object()) return;
    for (const auto& other : others->as_object()) {
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

template <class Value>
std::vector<const Value*> allowed_values(const Value& schema) {
    if (const Value* values = schema.find("enum"); values && values->is_array())
        return list_of(schema, "enum");
    const Value* only = schema.find("const");
    return only ? std::vector<const Value*>{only} : std::vector<const Value*>{};
}

std::optional<std::vector<Node>> as_enumeration(const Node& schema) {
    const Node* forms = schema.find("oneOf");
    if (!forms || !forms->is_array()) forms = schema.find("anyOf");
    if (!forms || !forms->is_array() || schema.find("properties") || schema.find("allOf"))
        return std::nullopt;
    std::vector<Node> values, names;
    bool texts = true, whole = true;
    for (const Node& form : forms->as_array()) {
        const Node* only = form.find("const");
        if (!only && text_of(form, "type") == "null") continue;
        if (!only || form.find("$ref")) return std::nullopt;
        texts = texts && only->is_string();
        whole = whole && only->is_number() && only->to_int64();
        if (!texts && !whole) return std::nullopt;
        values.push_back(*only);
        names.push_back(Node::scalar(Node::Kind::string, text_of(form, "title")));
    }
    if (values.empty()) return std::nullopt;
    const auto text = [](std::string_view said) { return Node::scalar(Node::Kind::string, said); };
    const auto list = Node::container(Node::Kind::array, values.size(), values.size() + 1);
    constexpr std::size_t members = 3, own_nodes = 7;  // itself, three names, a text and two lists
    std::vector<Node> made{
        Node::container(Node::Kind::object, members, own_nodes + values.size() + names.size())};
    made.insert(made.end(), {text("type"), text(texts ? "string" : "integer"), text("enum"), list});
    made.insert(made.end(), values.begin(), values.end());
    made.insert(made.end(), {text("x-enum-varnames"), list});
    made.insert(made.end(), names.begin(), names.end());
    return made;
}

template <class Value>
bool is_of_numbers(const Value& schema, std::string_view type) {
    const auto format = text_of(schema, "format");
    if (type == "integer" || format == "int32" || format == "int64") return true;
    if (!type.empty() && type != "number") return false;
    const auto values = allowed_values(schema);
    return !values.empty() &&
           std::ranges::all_of(values, [](const Value* one) { return one->is_number() && one->to_int64(); });
}

template <class Value>
bool has_numbers(const Value& schema, std::string_view type) {
    const auto values = numbers_of(schema);
    if (values.empty()) return false;
    const bool stated = is_of_numbers(schema, type);
    return std::ranges::all_of(values, [&](const Value* value) {
        return value->is_null() || (stated ? numbered(*value).has_value() : tells_its_number(*value));
    });
}

template <class Value>
void read_enumeration(SchemaModel& model, const Value& schema) {
    const auto values = numbers_of(schema);
    const NamesBeside<Value> names(schema);
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto one = numbered(*values[i]);
        if (!one) continue;
        if (auto name = names.of(*values[i], i); !name.empty()) one->name = std::move(name);
        one->name = plain_text(one->name);
        if (one->name.empty() || one->name.size() > maximum_name_length)
            one->name = std::to_string(one->number);
        model.values.push_back(std::move(*one));
    }
    add_other_names(model, schema);
    const bool flags = schema.find("x-enum-flags") || are_flags(model.values);
    model.kind = flags ? SchemaKind::flags : SchemaKind::enumeration;
}

template std::vector<const json::Value*> allowed_values(const json::Value& schema);
template std::vector<const Node*> allowed_values(const Node& schema);
template bool is_of_numbers(const Node& schema, std::string_view type);
template bool has_numbers(const json::Value& schema, std::string_view type);
template bool has_numbers(const Node& schema, std::string_view type);
template void read_enumeration(SchemaModel& model, const json::Value& schema);
template void read_enumeration(SchemaModel& model, const Node& schema);

}  // namespace rasctl::catalog::compiler
