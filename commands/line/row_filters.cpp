#include "commands/line/row_filters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/line/api_usage.hpp"
#include "config/setting.hpp"
#include "output/column.hpp"
#include "output/enumeration.hpp"
#include "output/fields_beside.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/quantity.hpp"

namespace rasctl::commands {
namespace {

struct RowFilter {
    const char *option, *field, *condition, *help, *example;
    bool needs_unit;  // "30" of a date could be days or seconds
};

constexpr std::array filters{
    RowFilter{"idle-longer-than", "idleTime", ">", "Only those without input for longer than this: 30m, 2h",
              "2h", false},
    RowFilter{"expires-within", "expirationDate", "<now+",
              "Only those that end within this time, or have ended: 30d", "30d", true}};

bool has_rows_with(const catalog::Command& command, std::string_view field) {
    if (command.verb() != "list") return false;
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        const catalog::Operation operation = command.operation(i);
        const auto row = operation.response().schema();
        if (operation.response_kind() == catalog::ResponseKind::list && row && row->field(field)) return true;
    }
    return false;
}

std::optional<Error> wrong_value(const RowFilter& filter, const std::string& value,
                                 std::string_view command) {
    if (config::parse_duration(value) && !(filter.needs_unit && is_all_digits(value))) return std::nullopt;
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("--{}: '{}' is no time", filter.option, terminal::sanitize(value)),
                 .why = filter.needs_unit ? fmt::format("expects {}", duration_forms)
                                          : fmt::format("expects seconds, or {}", duration_forms),
                 .hint = fmt::format("rasctl {} --{} {}", command, filter.option, filter.example)};
}

constexpr std::string_view state_option = "state";
constexpr std::string_view state_help = "Only those in this state";

// The one state that a table of the list shows, be it the rows' own or that of their status.
std::optional<output::FieldPath> state_of_rows(const catalog::Command& command) {
    if (command.verb() != "list" || command.operation_count() == 0) return std::nullopt;
    const catalog::Operation operation = command.operation(0);
    if (operation.response_kind() != catalog::ResponseKind::list) return std::nullopt;
    const output::Shape shape = output::shape_of(operation);
    if (!shape.row) return std::nullopt;
    auto state = output::FieldsBeside(shape).resolve(state_option);
    if (!state || !output::enumeration_of(state->field)) return std::nullopt;
    return std::move(*state);
}

Option option_of_state(const output::FieldPath& state) {
    Option option{.name = std::string(state_option),
                  .placeholder = "NAME",
                  .help = std::string(state_help),
                  .group = std::string(group_query)};
    option.values = Values::choices;
    const auto enumeration = output::enumeration_of(state.field);
    for (const auto value : enumeration->values()) option.choices.emplace_back(value.word());
    return option;
}

std::string condition_on(const output::FieldPath& state, std::string_view value) {
    std::string text = state.path + "=\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

}  // namespace

void add_row_filters(const catalog::Command& command, Usage& usage) {
    if (const auto state = state_of_rows(command); state && find_option(usage, state_option) == nullptr)
        usage.options.push_back(option_of_state(*state));
    for (const RowFilter& filter : filters)
        if (has_rows_with(command, filter.field) && find_option(usage, filter.option) == nullptr)
            usage.options.push_back({.name = filter.option,
                                     .placeholder = "TIME",
                                     .help = filter.help,
                                     .group = std::string(group_query)});
}

void take_row_filters(const catalog::Command& command, const Usage& usage, ReadWords& given) {
    std::vector<GivenOption> conditions;
    for (const RowFilter& filter : filters) {
        if (!has_rows_with(command, filter.field)) continue;
        const Option* const option = find_option(usage, filter.option);
        if (option == nullptr || option->help != filter.help) continue;
        for (const GivenOption& one : given.options) {
            if (one.name != filter.option) continue;
            if (!given.problem) given.problem = wrong_value(filter, one.value, command.name());
            conditions.push_back({"where", fmt::format("{}{}{}", filter.field, filter.condition, one.value)});
        }
    }
    const Option* const option = find_option(usage, state_option);
    const bool is_ours = option != nullptr && option->help == state_help;
    for (const GivenOption& one : given.options)
        if (is_ours && one.name == state_option)
            if (const auto state = state_of_rows(command))
                conditions.push_back({"where", condition_on(*state, one.value)});
    std::ranges::move(conditions, std::back_inserter(given.options));
}

}  // namespace rasctl::commands
