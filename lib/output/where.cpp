#include "output/where.hpp"

#include <algorithm>
#include <cmath>

#include "output/enumeration.hpp"
#include "output/glob.hpp"
#include "output/natural_order.hpp"
#include "output/where_node.hpp"

namespace rasctl::output {
namespace {

bool is_true(const json::Value& value) {
    if (value.is_bool()) return value.as_bool();
    if (value.is_number()) return value.to_double().value_or(1.0) != 0.0;
    if (value.is_string()) return !value.as_string().empty();
    if (value.is_array()) return !value.as_array().empty();
    return value.is_object() && !value.as_object().empty();
}

// Where a scalar stands before, at or behind an operand; nothing when they cannot be compared.
std::optional<std::partial_ordering> compare_with(const json::Value& value, const Operand& operand,
                                                  const std::optional<catalog::Schema>& enumeration) {
    if (enumeration && operand.enum_number) {
        if (const auto number = enum_number(value, *enumeration)) return *number <=> *operand.enum_number;
    }
    if (value.is_number() || (value.is_string() && operand.number)) {
        const auto whole = value.to_int64();
        const auto wanted = json::Value(operand.text).to_int64();
        if (whole && wanted) return *whole <=> *wanted;
        const auto number = value.to_double();
        if (number && operand.number) return *number <=> *operand.number;
    }
    if (value.is_string()) return natural_order(value.as_string(), operand.text);
    return std::nullopt;
}

bool is_equal(const json::Value& value, const Operand& operand,
              const std::optional<catalog::Schema>& enumeration) {
    if (operand.is_null) return value.is_null();
    if (value.is_bool()) return operand.boolean == value.as_bool();
    if (value.is_string() && value.as_string() == operand.text) return true;
    const auto order = compare_with(value, operand, enumeration);
    return order && *order == std::partial_ordering::equivalent;
}

bool scalar_holds(const json::Value& value, const Condition& condition, const Operand& operand) {
    if (condition.operation == Operator::equal) return is_equal(value, operand, condition.enumeration);
    if (condition.operation == Operator::matches) {
        const bool named = condition.enumeration && !value.is_null();
        return matches_pattern(named ? enum_text(value, *condition.enumeration) : value.scalar_text(),
                               operand.text);
    }
    const auto order = compare_with(value, operand, condition.enumeration);
    if (!order) return false;
    switch (condition.operation) {
        case Operator::less:
            return *order < 0;
        case Operator::less_or_equal:
            return *order <= 0;
        case Operator::greater:
            return *order > 0;
        default:
            return *order >= 0;
    }
}

bool value_holds(const json::Value& value, const Condition& condition, const Operand& operand) {
    if (!value.is_array()) return scalar_holds(value, condition, operand);
    return std::ranges::any_of(value.as_array(), [&](const json::Value& element) {
        return scalar_holds(element, condition, operand);
    });
}

}  // namespace

bool Condition::holds(const json::Value& row) const {
    const json::Value* value = field.in(row);
    if (!value) {
        const bool asks_for_null = operation == Operator::equal && !negated;
        return asks_for_null && std::ranges::any_of(operands, &Operand::is_null);
    }
    if (operation == Operator::is_true) return is_true(*value);
    const bool one = std::ranges::any_of(
        operands, [&](const Operand& operand) { return value_holds(*value, *this, operand); });
    return one != negated;
}

bool Where::Node::holds(const json::Value& row) const {
    const auto child_holds = [&](const std::unique_ptr<Node>& child) { return child->holds(row); };
    switch (kind) {
        case Kind::all_of:
            return std::ranges::all_of(children, child_holds);
        case Kind::any_of:
            return std::ranges::any_of(children, child_holds);
        case Kind::none_of:
            return std::ranges::none_of(children, child_holds);
        default:
            return condition.holds(row);
    }
}

void Where::Node::add_fields(std::vector<FieldPath>& fields) const {
    if (kind == Kind::condition) fields.push_back(condition.field);
    for (const auto& child : children) child->add_fields(fields);
}

Where::Where(std::unique_ptr<Node> root) : root_(std::move(root)) {}
Where::Where(Where&&) noexcept = default;
Where& Where::operator=(Where&&) noexcept = default;
Where::~Where() = default;

bool Where::matches(const json::Value& row) const {
    return root_->holds(row);
}

std::vector<FieldPath> Where::fields() const {
    std::vector<FieldPath> fields;
    root_->add_fields(fields);
    return fields;
}

}  // namespace rasctl::output
