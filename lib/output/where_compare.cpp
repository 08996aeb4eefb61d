// Whether a row meets a condition.
#include <algorithm>

#include "output/enumeration.hpp"
#include "output/glob.hpp"
#include "output/natural_order.hpp"
#include "output/where_node.hpp"
#include "text/ascii.hpp"
#include "text/letter_case.hpp"
#include "text/truth.hpp"

namespace rasctl::output {
namespace {

using Order = std::optional<std::partial_ordering>;  // nothing: the two cannot be compared

bool is_true(const json::Value& value) {
    if (value.is_bool()) return value.as_bool();
    if (value.is_number()) return value.to_double().value_or(1.0) != 0.0;
    if (value.is_string()) return !value.as_string().empty();
    return value.is_object() && !value.as_object().empty();
}

Order order_of_numbers(const json::Value& value, const Operand& operand) {
    if (const auto whole = value.to_int64(); whole && operand.whole) return *whole <=> *operand.whole;
    const auto number = value.to_double();
    if (!number || !operand.number) return std::nullopt;
    return *number <=> *operand.number;
}

Order order_of_texts(std::string_view value, std::string_view wanted) {
    if (value == wanted || composed(value) == composed(wanted)) return std::partial_ordering::equivalent;
    const auto order = natural_order(value, wanted);
    // Texts that are written differently are not the same, whatever the order thinks of leading zeros.
    if (order == 0) return value <=> wanted;
    return order;
}

Order order_of_moments(const json::Value& value, const Operand& operand) {
    if (!value.is_string()) return std::nullopt;
    const auto moment = parse_moment(value.as_string());
    const auto wanted = operand.moment ? operand.moment : parse_moment(operand.text, moment_now());
    if (!moment || !wanted) return std::nullopt;
    return *moment <=> *wanted;
}

Order order_of_booleans(const json::Value& value, const Operand& operand) {
    const auto truth = value.is_bool() ? value.as_bool() : boolean_of(value.scalar_text());
    if (!truth || !operand.boolean) return std::nullopt;
    return *truth == *operand.boolean ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

Order order_of_enumeration(const json::Value& value, const Operand& operand, const FieldType& type) {
    const auto number = enum_number(value, *type.enumeration);
    if (!number || !operand.enum_number) return std::nullopt;
    return *number <=> *operand.enum_number;
}

Order order_of_references(const json::Value& value, const Operand& operand) {
    if (!operand.id || value.is_object()) return std::nullopt;
    const auto whole = value.to_int64();
    if (const auto wanted = json::Value(*operand.id).to_int64(); whole && wanted) return *whole <=> *wanted;
    return equal_ignoring_case(value.scalar_text(), *operand.id) ? std::partial_ordering::equivalent
                                                                 : std::partial_ordering::unordered;
}

Order order_of_untyped(const json::Value& value, const Operand& operand) {
    if (value.is_bool()) return order_of_booleans(value, operand);
    if (const auto order = order_of_numbers(value, operand)) return order;
    return order_of_texts(value.scalar_text(), operand.text);
}

Order order_of(const json::Value& value, const Operand& operand, const FieldType& type) {
    if (value.is_object() || value.is_array()) return std::nullopt;
    switch (type.kind) {
        case ValueKind::boolean:
            return order_of_booleans(value, operand);
        case ValueKind::number:
            return order_of_numbers(value, operand);
        case ValueKind::moment:
            return order_of_moments(value, operand);
        case ValueKind::enumeration:
            return order_of_enumeration(value, operand, type);
        case ValueKind::reference:
            return order_of_references(value, operand);
        case ValueKind::text:
            return order_of_texts(value.scalar_text(), operand.text);
        default:
            return order_of_untyped(value, operand);
    }
}

Truth matches_text(const json::Value& value, const Operand& operand, const FieldType& type) {
    if (value.is_object() || value.is_array()) return Truth::unknown;
    if (matches_pattern(value.scalar_text(), operand.text)) return Truth::yes;
    return truth_of(type.kind == ValueKind::enumeration &&
                    matches_pattern(enum_text(value, *type.enumeration), operand.text));
}

Truth value_holds(const json::Value& value, const Condition& condition, const Operand& operand) {
    if (condition.operation == Operator::matches) return matches_text(value, operand, condition.type);
    const Order order = order_of(value, operand, condition.type);
    if (!order) return Truth::unknown;
    switch (condition.operation) {
        case Operator::equal:
            return truth_of(*order == 0);
        case Operator::less:
            return truth_of(*order < 0);
        case Operator::less_or_equal:
            return truth_of(*order <= 0);
        case Operator::greater:
            return truth_of(*order > 0);
        default:
            return truth_of(*order >= 0);
    }
}

}  // namespace

Truth Condition::holds(const json::Value& row) const {
    const auto values = field.all_in(row);
    if (operation == Operator::is_there) return truth_of(values.has_value());
    if (!values) return Truth::unknown;
    if (operation == Operator::is_true) {
        if (const json::Value* list = field.in(row); list && list->is_array())
            return truth_of(!list->as_array().empty());
        return truth_of(std::ranges::any_of(*values, [](const json::Value* one) { return is_true(*one); }));
    }
    Truth one = Truth::no;
    for (const json::Value* value : *values)
        for (const Operand& operand : operands) one = std::max(one, value_holds(*value, *this, operand));
    return negated ? negation_of(one) : one;
}

}  // namespace rasctl::output
