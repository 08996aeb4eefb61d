#include "commands/line/example_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/api_usage.hpp"
#include "commands/line/command_line.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/split_words.hpp"
#include "commands/line/suggestions.hpp"
#include "config/setting.hpp"
#include "farm/operation_choice.hpp"
#include "farm/value_text.hpp"
#include "output/fields_beside.hpp"
#include "output/where.hpp"

namespace rasctl::commands {
namespace {

using catalog::Catalog;
using catalog::Flag;
using catalog::Operation;
using Words = std::vector<std::string>;
using Wrong = std::optional<std::string>;

std::string failure_text(const Error& error) {
    return error.why.empty() ? error.what : fmt::format("{}: {}", error.what, error.why);
}

// "a | b > file" as the words of a and of b: what a redirection names is no word of rasctl's.
std::vector<Words> stages_of(const Words& words) {
    std::vector<Words> stages(1);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "|")
            stages.emplace_back();
        else if (words[i] == "<" || words[i] == ">")
            ++i;
        else
            stages.back().push_back(words[i]);
    }
    return stages;
}

// A secret comes from a file, the environment or a prompt.
bool hides_secret(std::string_view text) {
    return text.starts_with('@') || text.starts_with("env:") || text == "-";
}

Wrong why_values_wrong(const Flag& flag, const Arguments& arguments) {
    const auto given = arguments.all(flag.name());
    if (given.empty() || flag.upload()) return std::nullopt;
    if (flag.field().secret()) {
        if (std::ranges::all_of(given, hides_secret)) return std::nullopt;
        return fmt::format("--{} takes no plain value", flag.name());
    }
    const auto parsed = farm::parse_values(flag.field(), given);
    if (parsed.problems.empty()) return std::nullopt;
    return fmt::format("--{}: {}", flag.name(), parsed.problems.front());
}

Wrong why_settings_wrong(const Usage& usage, const Words& words) {
    for (const auto& [name, text] : setting_flags(usage, read_words(usage, words)))
        if (const auto reason = config::why_bad(*config::find_setting(name), text))
            return fmt::format("--{} {}", name, *reason);
    return std::nullopt;
}

bool is_flag_of(const Operation& operation, const Usage& usage, const std::string& name) {
    if (operation.flag(name)) return true;
    const auto option = std::ranges::find(usage.options, name, &Option::name);
    return option->group != group_field && option->group != group_query;
}

Wrong why_operation_wrong(const Operation& operation, const Usage& usage, const Arguments& arguments) {
    for (const auto& [name, texts] : arguments.options())
        if (!is_flag_of(operation, usage, name))
            return fmt::format("--{} does not go with {} {}", name, operation.method(), operation.path());
    const bool whole_body = arguments.given("from-file") || arguments.given("set");
    for (const Flag flag : operation.flags()) {
        if (auto wrong = why_values_wrong(flag, arguments)) return wrong;
        if (flag.required() && !whole_body && !arguments.given(flag.name()))
            return fmt::format("--{} is required", flag.name());
    }
    return std::nullopt;
}

Wrong why_where_wrong(const std::string& where, const catalog::Operation& operation) {
    const output::Shape shape = output::shape_of(operation);
    const output::FieldsBeside fields(shape);
    const auto parsed = output::Where::parse(where, shape.row, fields.resolver());
    return parsed ? std::nullopt : Wrong(failure_text(parsed.error()));
}

Wrong why_api_wrong(const catalog::Command& command, const Words& words) {
    Usage usage = api_usage(command);
    add_global_options(usage);
    const auto arguments = parse_arguments(usage, words);
    if (!arguments) return failure_text(arguments.error());
    if (command.changes_members()) return why_settings_wrong(usage, words);
    const bool filters = command.verb() == "list" || command.verb() == "status";
    const bool selects = selects_targets(*arguments) && !filters && !usage.positionals.empty();
    const auto choice = farm::choose_operation(command, arguments->targets().size() + (selects ? 1 : 0), 0);
    if (!choice) return failure_text(choice.error());
    if (const auto where = arguments->last("where"); where && !selects)
        if (auto wrong = why_where_wrong(*where, choice->operation)) return wrong;
    if (auto wrong = why_settings_wrong(usage, words)) return wrong;
    return why_operation_wrong(choice->operation, usage, *arguments);
}

Wrong why_hand_written_wrong(const HandWritten& command, const Words& words) {
    if (command.passes_words) return std::nullopt;
    Usage usage = command.usage();
    add_global_options(usage);
    const auto arguments = parse_arguments(usage, words);
    if (!arguments) return failure_text(arguments.error());
    const auto required = std::ranges::count_if(usage.positionals, &Positional::required);
    const bool endless = !usage.positionals.empty() && usage.positionals.back().several;
    const auto given = arguments->targets().size();
    if (given < static_cast<std::size_t>(required)) return "an argument is missing";
    if (!endless && given > usage.positionals.size()) return "an argument is too much";
    return why_settings_wrong(usage, words);
}

Wrong why_stage_wrong(const Catalog& catalog, const CommandPath& path) {
    if (!path.unknown.empty()) return failure_text(unknown_command(catalog, path));
    if (path.hand_written != nullptr) return why_hand_written_wrong(*path.hand_written, path.rest);
    if (path.command) return why_api_wrong(*path.command, path.rest);
    return "it names no verb";
}

}  // namespace

Wrong why_wrong(const Catalog& catalog, std::string_view command, std::string_view example) {
    const auto words = split_words(example);
    if (!words) return failure_text(words.error());
    bool shown = false;
    for (Words& stage : stages_of(*words)) {
        if (stage.empty()) return "a part of it is empty";
        if (stage.front() != "rasctl") continue;
        stage.erase(stage.begin());
        const CommandPath path = find_true_command(catalog, stage);
        if (auto wrong = why_stage_wrong(catalog, path)) return wrong;
        shown = shown || path.name() == command;
    }
    if (!shown) return "it shows another command";
    return std::nullopt;
}

std::vector<std::string> wrong_examples(const Catalog& catalog) {
    std::vector<std::string> wrong;
    const auto check = [&](std::string_view command, std::string_view example) {
        if (const auto reason = why_wrong(catalog, command, example))
            wrong.push_back(
                fmt::format("an example of '{}' does not parse: {}: {}", command, example, *reason));
    };
    for (const catalog::Command command : catalog.commands())
        for (const auto example : command.examples()) check(command.name(), example.value());
    for (const HandWritten& command : hand_written_commands())
        for (const std::string& example : command.usage().examples) check(command.name, example);
    return wrong;
}

}  // namespace rasctl::commands
