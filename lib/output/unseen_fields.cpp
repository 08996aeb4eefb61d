#include "output/unseen_fields.hpp"

#include "output/cell_lines.hpp"
#include "text/nearest.hpp"

namespace rasctl::output {
namespace {

bool shows(const catalog::Command& command, const FieldPath& field) {
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        const catalog::Operation operation = command.operation(i);
        const auto row = operation.response().schema();
        if (operation.method() == "GET" && row && make_path(field.path, *row).field) return true;
    }
    return false;
}

// The state of objects is not in what lists them: "rds host status" shows what "rds host list" does not.
std::string command_that_shows(const FieldPath& field, const std::optional<catalog::Noun>& noun) {
    if (!noun) return {};
    for (const catalog::Command command : noun->catalog().commands())
        if (command.noun() == *noun && shows(command, field)) return std::string(command.name());
    return {};
}

}  // namespace

void UnseenFields::expect(const FieldPath& field) {
    if (!field.field) unseen_.push_back(field);
}

void UnseenFields::look_at(const json::Value& row) {
    if (unseen_.empty()) return;
    any_row_ = true;
    std::erase_if(unseen_, [&](const FieldPath& field) { return field.in(row) != nullptr; });
    constexpr std::size_t enough_names = 200;
    if (!row.is_object() || names_.size() >= enough_names) return;
    for (const json::Member& member : row.as_object()) names_.insert(kebab_case(member.name));
}

Result<> UnseenFields::check(const Shape& shape) const {
    const auto lines = warnings(shape);
    if (lines.empty()) return {};
    return Error{.exit_code = ExitCode::usage,
                 .what = "--where chooses nothing",
                 .why = lines.front(),
                 .hint = "-o wide shows all fields"};
}

std::vector<std::string> UnseenFields::warnings(const Shape& shape) const {
    std::vector<std::string> lines;
    if (!any_row_) return lines;
    std::vector<std::string> known(names_.begin(), names_.end());
    if (shape.row) {
        for (const catalog::Field field : shape.row->fields()) known.push_back(kebab_case(field.name()));
    }
    for (const FieldPath& field : unseen_) {
        std::string line = "no row has a field " + safe_text(field.path);
        const std::string elsewhere = command_that_shows(field, shape.noun);
        if (!elsewhere.empty())
            line += "; 'rasctl " + elsewhere + "' shows it";
        else if (const auto meant = nearest(kebab_case(field.path), known))
            line += "; did you mean " + safe_text(*meant) + "?";
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace rasctl::output
