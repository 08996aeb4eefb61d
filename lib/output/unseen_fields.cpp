#include "output/unseen_fields.hpp"

#include <algorithm>

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

// "load" and "cpu-load", "expires" and "expiration-date", "user-name" and "user".
bool shares_a_word(std::string_view said, std::string_view name) {
    const auto stem_of_both = [](std::string_view a, std::string_view b) {
        const auto [in_a, in_b] = std::ranges::mismatch(a, b);
        const auto stem = static_cast<std::size_t>(in_a - a.begin());
        constexpr std::size_t shortest_stem = 4, longest_ending = 2;
        return stem >= shortest_stem && stem + longest_ending >= std::min(a.size(), b.size());
    };
    const auto first_word = [](std::string_view text) { return text.substr(0, text.find('-')); };
    const std::string_view first = first_word(said);
    for (std::string_view rest = name;;) {
        if (stem_of_both(first, first_word(rest))) return true;
        const auto hyphen = rest.find('-');
        if (hyphen == std::string_view::npos) return false;
        rest.remove_prefix(hyphen + 1);
    }
}

// What a field may have been meant to be: the names that look alike, else those that share a word with it,
// else what names an object where a name was meant.
std::string meant_by(const std::string& said, const std::vector<std::string>& known, const Shape& shape) {
    if (const auto close = nearest(said, known)) return safe_text(*close);
    std::string names;
    constexpr std::size_t most = 3;
    std::size_t count = 0;
    for (const std::string& name : known)
        if (shares_a_word(said, name) && count++ < most)
            names += (names.empty() ? "" : " or ") + safe_text(name);
    const bool names_it = said == "name" || said == "host" || said == "server";
    return names.empty() && names_it ? kebab_case(shape.identity) : names;
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
        // What a table shows beside them is a column, too.
        for (const Column& column : default_columns(shape)) known.push_back(column.path.words);
    }
    std::ranges::sort(known);
    known.erase(std::ranges::unique(known).begin(), known.end());
    for (const FieldPath& field : unseen_) {
        std::string line = "no row has a field " + safe_text(field.path);
        const std::string elsewhere = command_that_shows(field, shape.noun);
        if (!elsewhere.empty())
            line += "; 'rasctl " + elsewhere + "' shows it";
        else if (const std::string meant = meant_by(kebab_case(field.path), known, shape); !meant.empty())
            line += "; did you mean " + meant + "?";
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace rasctl::output
