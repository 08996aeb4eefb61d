#include "state/value_form.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "farm/enum_text.hpp"
#include "farm/value_text.hpp"
#include "json/writer.hpp"
#include "state/document.hpp"
#include "text/ascii.hpp"
#include "text/nearest.hpp"

namespace rasctl::state {
namespace {

using catalog::Field;
using catalog::Kind;
using catalog::Schema;
using json::Value;

// However a server spells it: 24, "24", "24 = NotApplied", "NotApplied".
std::optional<std::int64_t> number_of(const Schema& schema, const Value& value) {
    if (const auto number = value.to_int64()) return number;
    if (!value.is_string()) return std::nullopt;
    const std::string& text = value.as_string();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && std::string_view(end, text.data() + text.size()).starts_with(" ="))
        return number;
    const auto known = schema.value(std::string_view(text));
    return known ? std::optional(known->number()) : std::nullopt;
}

Value flags_to_names(const Schema& schema, std::int64_t number, const Value& value) {
    if (const auto whole = schema.value(number)) return std::string(whole->name());
    json::Array names;
    std::int64_t rest = number;
    for (const catalog::EnumValue bit : schema.values()) {
        if (bit.number() <= 0 || (rest & bit.number()) != bit.number()) continue;
        names.emplace_back(bit.name());
        rest &= ~bit.number();
    }
    return rest == 0 ? Value(std::move(names)) : value;
}

Value enumeration_to_name(const Schema& schema, const Value& value) {
    const auto number = number_of(schema, value);
    if (!number) return value;
    if (schema.kind() == catalog::SchemaKind::flags) return flags_to_names(schema, *number, value);
    const auto known = schema.value(*number);
    if (!known) return value;
    // Two values of one name are told apart by their numbers only.
    const auto back = schema.value(known->name());
    return back && back->number() == *number ? Value(known->name()) : Value(*number);
}

// "${" in a document begins a placeholder; where it is text, "$${" says so.
Value escaped(const Value& value) {
    if (!value.is_string() || value.as_string().find("${") == std::string::npos) return value;
    std::string text = value.as_string();
    for (std::size_t at = 0; (at = text.find("${", at)) != std::string::npos; at += 3) text.insert(at, "$");
    return text;
}

Value unescaped(const Value& value) {
    return value.is_string() ? Value(without_escapes(value.as_string())) : value;
}

Value one_to_document(const Field& field, Kind kind, const Value& value, const Names& names,
                      const std::string& site) {
    const auto schema = field.type().schema();
    if (!field.refers().empty() && (value.is_number() || value.is_string()) && names.knows(field.refers()))
        return names.name_of(field.refers(), value, site);
    if (schema && schema->kind() != catalog::SchemaKind::object && (value.is_number() || value.is_string()))
        return enumeration_to_name(*schema, value);
    if (kind != Kind::object || !schema || !value.is_object()) return escaped(value);
    // What requests do not take is shown elsewhere too, or is no setting; a map has members of any name.
    const bool is_map = schema->fields().empty();
    json::Object shown;
    for (const json::Member& member : value.as_object()) {
        const auto inner = schema->field(member.name);
        if (inner ? inner->read_only() : !is_map) continue;
        shown.append(member.name, inner ? to_document(*inner, member.value, names, site) : member.value);
    }
    return shown;
}

// A flag set as a list of names.
std::optional<std::int64_t> flags_from_names(const Schema& schema, const Value& value) {
    std::int64_t number = 0;
    for (const Value& name : value.as_array()) {
        const auto one = number_of(schema, name);
        if (!one) return std::nullopt;
        number |= *one;
    }
    return number;
}

class ToWire {
  public:
    ToWire(const Names& names, const std::string& site, std::vector<ValueProblem>& problems)
        : names_(names), site_(site), problems_(problems) {}

    Value whole(const Field& field, const Value& value, const std::string& place) {
        if (!field.type().is_array()) return one(field, field.type().kind(), value, place);
        const auto schema = field.type().schema();
        const bool plain =
            field.refers().empty() && (!schema || schema->kind() == catalog::SchemaKind::enumeration);
        if (plain || !value.is_array()) return checked(field, value, place);
        json::Array elements;
        for (std::size_t i = 0; i < value.as_array().size(); ++i)
            elements.push_back(
                one(field, field.type().element(), value.as_array()[i], fmt::format("{}.{}", place, i)));
        return elements;
    }

    Value reference(const Field& field, std::string_view refers, const std::string& text,
                    const std::string& place) {
        auto id = names_.id_of(refers, text, site_);
        if (!id) {
            const std::string hint = id.error().hint.empty() ? "" : "; " + id.error().hint;
            problems_.push_back({place, id.error().what + hint, id.error().exit_code == ExitCode::not_found});
            return Value(text);
        }
        const bool number = field.type().kind() == Kind::integer || field.type().element() == Kind::integer;
        return number ? Value(json::Number{*id}) : Value(*id);
    }

  private:
    Value one(const Field& field, Kind kind, const Value& value, const std::string& place) {
        const auto schema = field.type().schema();
        if (!field.refers().empty() && value.is_string() && names_.knows(field.refers()))
            return reference(field, field.refers(), value.as_string(), place);
        const bool is_element = field.type().is_array() && !field.refers().empty();
        if (is_element && !value.is_string() && !value.is_number())
            problem(place, "expects a name or an ID, got " + json::write(value));
        if (schema && schema->kind() == catalog::SchemaKind::flags && value.is_array() &&
            kind != Kind::array) {
            if (const auto number = flags_from_names(*schema, value)) return *number;
            problem(place, fmt::format("expects some of: {}", farm::enum_words(*schema)));
            return value;
        }
        if (kind == Kind::object && schema && value.is_object()) return object(*schema, value, place);
        if (!field.type().is_array()) return checked(field, value, place);
        if (kind == Kind::object) problem(place, "expects an object");
        return value;
    }

    Value object(const Schema& schema, const Value& value, const std::string& place) {
        json::Object wire;
        for (const json::Member& member : value.as_object()) {
            const std::string here = place + "." + member.name;
            const auto field = schema.field(member.name);
            if (!field && !schema.fields().empty()) problem(here, unknown_member(schema, member.name));
            wire.append(member.name, field ? whole(*field, member.value, here) : member.value);
        }
        return wire;
    }

    static std::string unknown_member(const Schema& schema, const std::string& name) {
        std::vector<std::string> known;
        for (const Field field : schema.fields()) known.emplace_back(field.name());
        const auto close = nearest(name, known);
        return close ? fmt::format("is no field here; did you mean '{}'?", *close) : "is no field here";
    }

    Value checked(const Field& field, Value value, const std::string& place) {
        std::vector<std::string> found;
        value = unescaped(value);
        if (value.is_array())
            for (Value& element : value.as_array()) element = unescaped(element);
        farm::check_value(field, value, "", found);
        for (const std::string& text : found) problem(place, text.starts_with(": ") ? text.substr(2) : text);
        return value;
    }

    void problem(const std::string& place, std::string text) {
        problems_.push_back({place, std::move(text), false});
    }

    const Names& names_;
    const std::string& site_;
    std::vector<ValueProblem>& problems_;
};

}  // namespace

Value to_document(const Field& field, const Value& value, const Names& names, const std::string& site,
                  std::string_view refers) {
    if (!refers.empty() && refers != field.refers() && value.is_number())
        return names.name_of(refers, value, site);
    if (!field.type().is_array() || !value.is_array())
        return one_to_document(field, field.type().kind(), value, names, site);
    json::Array elements;
    for (const Value& element : value.as_array())
        elements.push_back(one_to_document(field, field.type().element(), element, names, site));
    return elements;
}

Value to_wire(const Field& field, const Value& value, const Names& names, const std::string& site,
              const std::string& place, std::vector<ValueProblem>& problems, std::string_view refers) {
    ToWire form(names, site, problems);
    if (!refers.empty() && refers != field.refers() && value.is_string())
        return form.reference(field, refers, value.as_string(), place);
    return form.whole(field, value, place);
}

}  // namespace rasctl::state
