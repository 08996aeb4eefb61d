// The syntax tree of a --where expression; internal to it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "output/field_path.hpp"
#include "output/where.hpp"
#include "output/where_type.hpp"

namespace rasctl::output {

// Between yes and no: of a row that lacks the field neither can be said. In this order "and" is the least of
// its parts and "or" the greatest.
enum class Truth : char { no, unknown, yes };

constexpr Truth truth_of(bool holds) {
    return holds ? Truth::yes : Truth::no;
}
constexpr Truth negation_of(Truth truth) {
    return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown;
}

enum class Operator { is_there, is_true, equal, less, less_or_equal, greater, greater_or_equal, matches };

struct Condition {
    FieldPath field;
    FieldType type{};
    Operator operation = Operator::is_true;
    std::string spelling{};           // of the operator
    bool negated = false;             // != !~ not in
    std::vector<Operand> operands{};  // holds when it holds for one

    Truth holds(const json::Value& row) const;
};

// Finds out what the operands mean for the field's type, or why they cannot be.
Result<> check_condition(Condition& condition);

struct Where::Node {
    enum class Kind { condition, all_of, any_of, none_of };
    Kind kind = Kind::condition;
    Condition condition{};
    std::vector<std::unique_ptr<Node>> children{};

    Truth holds(const json::Value& row) const;
    void for_each_condition(const std::function<void(Condition&)>& visit);
};

}  // namespace rasctl::output
