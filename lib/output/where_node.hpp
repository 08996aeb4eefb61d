// The syntax tree of a --where expression; internal to it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "output/field_path.hpp"
#include "output/where.hpp"

namespace rasctl::output {

enum class Operator { is_true, equal, less, less_or_equal, greater, greater_or_equal, matches };

// A value of the expression with everything that comparing needs worked out beforehand.
struct Operand {
    std::string text;
    bool is_null = false;
    std::optional<double> number{};             // when the text is one
    std::optional<std::int64_t> enum_number{};  // when the field is an enumeration that knows the text
    std::optional<bool> boolean{};              // true, false, yes, no
};

struct Condition {
    FieldPath field;
    Operator operation = Operator::is_true;
    bool negated = false;             // != !~ not in
    std::vector<Operand> operands{};  // holds when it holds for one
    std::optional<catalog::Schema> enumeration{};

    bool holds(const json::Value& row) const;
};

struct Where::Node {
    enum class Kind { condition, all_of, any_of, none_of };
    Kind kind = Kind::condition;
    Condition condition{};
    std::vector<std::unique_ptr<Node>> children{};

    bool holds(const json::Value& row) const;
    void add_fields(std::vector<FieldPath>& fields) const;
};

}  // namespace rasctl::output
