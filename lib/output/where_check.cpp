// Whether the values of an expression can be values of their fields.
#include <algorithm>
#include <array>

#include "error/try.hpp"
#include "json/reader.hpp"
#include "output/enumeration.hpp"
#include "output/glob.hpp"
#include "output/where_node.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"
#include "text/nearest.hpp"
#include "text/quantity.hpp"
#include "text/truth.hpp"

namespace rasctl::output {
namespace {

constexpr std::size_t most_names = 12;

Error impossible(const Condition& condition, const Operand& operand, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = "\"" + operand.text + "\" is no value of " + condition.field.path,
            .why = std::move(why)};
}

Error unfitting(const Condition& condition, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = condition.spelling + " does not fit " + condition.field.path,
            .why = std::move(why)};
}

// A number as JSON writes it, also with a plus.
std::optional<double> number_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || !(is_digit(text.front()) || text.front() == '-')) return std::nullopt;
    return json::Value(text).to_double();
}

void read_number(Operand& operand) {
    std::string_view text = operand.text;
    operand.number = number_of(text);
    if (!operand.number) return;
    if (text.starts_with('+')) text.remove_prefix(1);
    operand.whole = json::Value(text).to_int64();
}

std::string meant_or(std::string_view text, const std::vector<std::string_view>& words,
                     std::string otherwise) {
    const auto meant = nearest(text, words);
    return meant ? "did you mean " + *meant + "?" : std::move(otherwise);
}

Result<> check_number(const Condition& condition, Operand& operand) {
    read_number(operand);
    if (operand.number) return {};
    const auto& unit = condition.type.unit;
    if (!unit) return impossible(condition, operand, "expects a number");
    operand.number = in_unit(*unit, operand.text);
    if (operand.number) return {};
    return impossible(
        condition, operand,
        "expects a number of " + std::string(unit->name) + ", or " + std::string(forms_of(*unit)));
}

Result<> check_boolean(const Condition& condition, Operand& operand) {
    operand.boolean = boolean_of(operand.text);
    if (operand.boolean) return {};
    return impossible(
        condition, operand,
        meant_or(operand.text, {"yes", "no", "true", "false", "on", "off"}, "expects yes or no"));
}

Result<> check_moment(const Condition& condition, Operand& operand) {
    if (!parse_moment(operand.text, moment_now())) {
        return impossible(condition, operand,
                          meant_or(operand.text, {"now", "today", "yesterday", "tomorrow"},
                                   "expects a time such as " + std::string(moment_forms)));
    }
    // What counts from now does so at each look.
    if (!is_relative_moment(operand.text)) operand.moment = parse_moment(operand.text);
    return {};
}

std::string known_names(const catalog::Schema& enumeration) {
    std::string text = "known are ";
    std::size_t count = 0;
    for (const catalog::EnumValue value : enumeration.values()) {
        if (count == most_names) return text + ", ...";
        if (count++ > 0) text += ", ";
        text += value.name();
    }
    return text;
}

Error unknown_name(const Condition& condition, const Operand& operand) {
    std::vector<std::string_view> names;
    for (const catalog::EnumValue value : condition.type.enumeration->values()) {
        names.push_back(value.name());
        names.push_back(value.word());
    }
    return impossible(condition, operand,
                      meant_or(operand.text, names, known_names(*condition.type.enumeration)));
}

// The number of "OK", "ok", "0" and "0 = OK", and of several flags: "Read, Write".
std::optional<std::int64_t> number_of_names(std::string_view text, const catalog::Schema& enumeration) {
    const bool flags = enumeration.kind() == catalog::SchemaKind::flags;
    if (flags && text.find(',') != std::string_view::npos) {
        std::int64_t bits = 0;
        while (!text.empty()) {
            const auto bit = number_of_names(trimmed(cut(text, ',')), enumeration);
            if (!bit) return std::nullopt;
            bits |= *bit;
        }
        return bits;
    }
    if (const auto known = enumeration.value(text)) return known->number();
    const auto number = enum_number(text, enumeration);
    if (!number || flags || enumeration.value(*number) || !enumeration.complete()) return number;
    return std::nullopt;
}

Result<> check_enumeration(const Condition& condition, Operand& operand) {
    operand.enum_number = number_of_names(operand.text, *condition.type.enumeration);
    if (operand.enum_number) return {};
    return unknown_name(condition, operand);
}

Result<> check_reference(const Condition& condition, Operand& operand) {
    std::string_view text = operand.text;
    const bool by_id = text.starts_with("id:");
    if (by_id) text.remove_prefix(3);
    if (text.find_first_not_of(" \t") == std::string_view::npos)
        return impossible(condition, operand, "it is empty");
    if (by_id || json::Value(text).to_int64()) {
        operand.id = text;
        return {};
    }
    const std::string_view kind = condition.type.refers;
    if (condition.operation != Operator::equal)
        return unfitting(condition, "it is the ID of a " + std::string(kind) + ": use = or != with a name");
    if (!condition.field.field->catalog().noun_of_kind(kind)) {
        // Text that no list explains is what it is.
        if (condition.field.field->type().kind() == catalog::Kind::string) {
            operand.id = text;
            return {};
        }
        return impossible(condition, operand,
                          "the API has no list of every " + std::string(kind) + "; give the ID");
    }
    operand.is_name = true;
    return {};
}

Result<> check_operand(const Condition& condition, Operand& operand) {
    if (!operand.quoted && equal_ignoring_case(operand.text, "null")) {
        Error error = impossible(condition, operand, "a field without a value meets no condition");
        error.hint = "has(" + condition.field.path + ") or not has(" + condition.field.path + ")";
        return error;
    }
    switch (condition.type.kind) {
        case ValueKind::boolean:
            return check_boolean(condition, operand);
        case ValueKind::number:
            return check_number(condition, operand);
        case ValueKind::moment:
            return check_moment(condition, operand);
        case ValueKind::enumeration:
            return check_enumeration(condition, operand);
        case ValueKind::reference:
            return check_reference(condition, operand);
        case ValueKind::untyped:
            read_number(operand);
            if (!operand.quoted) operand.boolean = boolean_of(operand.text);
            return {};
        default:
            return {};
    }
}

// `~` looks at what is written, so only what can be written is worth looking for.
Result<> check_pattern(const Condition& condition, const Operand& operand) {
    const FieldType& type = condition.type;
    if (type.kind == ValueKind::boolean) return unfitting(condition, "it is yes or no: use = or !=");
    const bool digits = type.kind == ValueKind::number || type.kind == ValueKind::reference;
    if (digits && operand.text.find_first_not_of("0123456789*?.+-eE") != std::string::npos &&
        condition.field.field->type().kind() != catalog::Kind::string)
        return impossible(condition, operand, "expects digits, * and ?");
    if (type.kind != ValueKind::enumeration || !type.enumeration->complete()) return {};
    for (const catalog::EnumValue value : type.enumeration->values())
        for (const std::string& text : {std::string(value.name()), std::to_string(value.number())})
            if (matches_pattern(text, operand.text)) return {};
    return type.enumeration->kind() == catalog::SchemaKind::flags ? Result<>{}
                                                                  : unknown_name(condition, operand);
}

Result<> check_operator(const Condition& condition) {
    const bool ordered = condition.operation != Operator::equal && condition.operation != Operator::matches;
    if (condition.type.kind == ValueKind::object) {
        Error error = unfitting(condition, "it has fields of its own; name one of them");
        const auto schema = condition.field.field->type().schema();
        if (schema && !schema->fields().empty())
            error.hint =
                "for instance " + condition.field.path + "." + std::string(schema->fields()[0].name());
        return error;
    }
    if (condition.type.kind == ValueKind::boolean && ordered)
        return unfitting(condition, "it is yes or no: use = or !=");
    return {};
}

}  // namespace

Result<> check_condition(Condition& condition) {
    condition.type = type_of(condition.field);
    if (condition.operation == Operator::is_there || condition.operation == Operator::is_true) return {};
    TRY(check_operator(condition));
    for (Operand& operand : condition.operands) {
        auto good = condition.operation == Operator::matches ? check_pattern(condition, operand)
                                                             : check_operand(condition, operand);
        if (!good) return good;
    }
    return {};
}

}  // namespace rasctl::output
