#include "output/where.hpp"

#include <algorithm>

#include "output/cell_lines.hpp"
#include "output/where_node.hpp"

namespace rasctl::output {

Truth Where::Node::holds(const json::Value& row) const {
    if (kind == Kind::condition) return condition.holds(row);
    Truth least = Truth::yes;
    Truth greatest = Truth::no;
    for (const auto& child : children) {
        const Truth truth = child->holds(row);
        least = std::min(least, truth);
        greatest = std::max(greatest, truth);
    }
    return kind == Kind::all_of ? least : kind == Kind::any_of ? greatest : negation_of(greatest);
}

void Where::Node::for_each_condition(const std::function<void(Condition&)>& visit) {
    if (kind == Kind::condition) visit(condition);
    for (const auto& child : children) child->for_each_condition(visit);
}

Where::Where(std::unique_ptr<Node> root) : root_(std::move(root)) {}
Where::Where(Where&&) noexcept = default;
Where& Where::operator=(Where&&) noexcept = default;
Where::~Where() = default;

bool Where::matches(const json::Value& row) const {
    return root_->holds(row) == Truth::yes;
}

std::vector<FieldPath> Where::fields() const {
    std::vector<FieldPath> fields;
    root_->for_each_condition([&](const Condition& one) { fields.push_back(one.field); });
    return fields;
}

std::vector<FieldPath> Where::untyped_fields() const {
    std::vector<FieldPath> fields;
    root_->for_each_condition([&](const Condition& one) {
        const bool compares = one.operation != Operator::is_there && one.operation != Operator::is_true;
        if (compares && one.type.kind == ValueKind::untyped) fields.push_back(one.field);
    });
    return fields;
}

std::optional<std::string> Where::note() const {
    std::vector<std::string> names;
    for (const FieldPath& field : untyped_fields())
        if (std::ranges::find(names, field.path) == names.end()) names.push_back(field.path);
    if (names.empty()) return std::nullopt;
    std::string line = "the catalogue does not know ";
    for (std::size_t i = 0; i < names.size(); ++i) line += (i > 0 ? ", " : "") + safe_text(names[i]);
    return line + ": compared as text";
}

std::vector<FieldPath> Where::needed_fields() const {
    std::vector<FieldPath> fields;
    root_->for_each_condition([&](const Condition& one) {
        if (one.operation != Operator::is_there) fields.push_back(one.field);
    });
    return fields;
}

std::vector<NamedObject> Where::names() const {
    std::vector<NamedObject> names;
    root_->for_each_condition([&](const Condition& one) {
        for (const Operand& operand : one.operands) {
            NamedObject object{one.type.refers, operand.text};
            if (operand.is_name && !operand.id && std::ranges::find(names, object) == names.end())
                names.push_back(std::move(object));
        }
    });
    return names;
}

void Where::set_id(const NamedObject& object, std::string_view id) {
    root_->for_each_condition([&](Condition& one) {
        for (Operand& operand : one.operands)
            if (operand.is_name && one.type.refers == object.kind && operand.text == object.name)
                operand.id = id;
    });
}

}  // namespace rasctl::output
