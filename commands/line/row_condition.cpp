#include "commands/line/row_condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "commands/line/command_path.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "output/column.hpp"
#include "output/fields_beside.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view some_value = "VALUE";

std::optional<output::FieldPath> field_of_rows(const catalog::Command& command, std::string_view name) {
    const output::Shape shape = output::shape_of(command.operation(0));
    if (!shape.row) return std::nullopt;
    for (const catalog::Field field : shape.row->fields())
        if (same_word(field.name(), name)) return output::one_step(field.name(), field);
    auto beside = output::FieldsBeside(shape).resolve(name);
    return beside && beside->field ? std::optional(std::move(*beside)) : std::nullopt;
}

bool is_plain(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c); });
}

}  // namespace

std::optional<std::string> row_condition(const Usage& usage, std::string_view said,
                                         const std::optional<std::string>& value) {
    const CommandPath path = find_command_of_line(catalog::Catalog::built_in(), usage.name);
    if (!path.command || (path.command->verb() != "list" && path.command->verb() != "status"))
        return std::nullopt;
    std::vector<std::string> names{std::string(said)};
    for (const std::string& meant : meanings_of(synonyms().flags, said))
        if (meant.find('=') == std::string::npos) names.push_back(meant);
    for (const std::string& name : names) {
        const bool negated = name.starts_with("no-");
        const auto field =
            field_of_rows(*path.command, negated ? std::string_view(name).substr(3) : std::string_view(name));
        if (!field) continue;
        if (field->field && field->field->type().kind() == catalog::Kind::boolean)
            return fmt::format("{}={}", field->path, (value != "false") != negated);
        return fmt::format("{}={}", field->path, value && is_plain(*value) ? *value : some_value);
    }
    return std::nullopt;
}

std::optional<GivenOption> row_choice(const Usage& usage, std::string_view word) {
    std::optional<GivenOption> found;
    for (const Option& option : usage.options) {
        if (option.inherited || option.group.empty()) continue;
        for (const std::string& choice : option.choices) {
            if (bare_letters(choice) != bare_letters(word)) continue;
            if (found && found->name != option.name) return std::nullopt;
            found = GivenOption{option.name, choice};
        }
    }
    if (found) return found;
    const auto condition = row_condition(usage, word, std::nullopt);
    const bool says_all = condition && (condition->ends_with("=true") || condition->ends_with("=false"));
    return says_all ? std::optional(GivenOption{"where", *condition}) : std::nullopt;
}

}  // namespace rasctl::commands
