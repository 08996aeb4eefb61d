#include "output/unseen_fields.hpp"

#include "output/cell_lines.hpp"
#include "text/nearest.hpp"

namespace rasctl::output {

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

std::vector<std::string> UnseenFields::warnings(const std::optional<catalog::Schema>& row) const {
    std::vector<std::string> lines;
    if (!any_row_) return lines;
    std::vector<std::string> known(names_.begin(), names_.end());
    if (row) {
        for (const catalog::Field field : row->fields()) known.push_back(kebab_case(field.name()));
    }
    for (const FieldPath& field : unseen_) {
        std::string line = "no row has a field " + safe_text(field.path);
        if (const auto meant = nearest(kebab_case(field.path), known))
            line += "; did you mean " + safe_text(*meant) + "?";
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace rasctl::output
