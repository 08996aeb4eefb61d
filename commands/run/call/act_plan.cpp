#include "commands/run/call/act_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "commands/line/api_usage.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/repeat.hpp"
#include "farm/row_member.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

Error wrong_usage(std::string_view command, std::string what, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = fmt::format("rasctl {} --help", command)};
}

bool makes_object(const catalog::Command& command) {
    return command.verb() == "create";
}

// `enabled` off, or a mode other than enabled.
bool switches_off(const json::Value& body) {
    const json::Value* enabled = farm::member_of(body, "enabled");
    if (enabled != nullptr && enabled->scalar_text() == "false") return true;
    const json::Value* mode = farm::member_of(body, "enabledMode");
    return mode != nullptr && mode->to_int64().value_or(1) != 1;
}

// The field of the body that replaces a list of other objects by the one that was given.
std::optional<catalog::Field> replaced_list(const catalog::Operation& operation,
                                            const std::optional<json::Value>& body) {
    const auto schema = operation.body();
    if (operation.method() != "PUT" || !schema || !body || !body->is_object()) return std::nullopt;
    for (const json::Member& member : body->as_object()) {
        const auto field = schema->field(member.name);
        if (field && field->type().is_array() && !field->refers().empty()) return field;
    }
    return std::nullopt;
}

// Whether an empty value could pass for "any": a number or a switch without a value is told with the other
// fields.
bool names_something(const catalog::Field& field) {
    const catalog::Kind kind = field.type().kind();
    const bool counts =
        kind == catalog::Kind::integer || kind == catalog::Kind::number || kind == catalog::Kind::boolean;
    return !counts || !field.refers().empty();
}

}  // namespace

farm::Arguments ActPlan::arguments_for(const Target* target) const {
    farm::Arguments arguments = input;
    arguments.targets = targets.shared;
    if (target != nullptr && per_target) arguments.targets.push_back(target->id);
    arguments.targets.resize(operation.path_parameters().size());
    return arguments;
}

std::vector<Target> ActPlan::steps() const {
    return per_target ? targets.each : std::vector<Target>(1);
}

Result<> check_options(const catalog::Command& command, const Arguments& arguments) {
    if (auto checked = farm::check_narrowings(std::string(command.name()), narrowings_of(command, arguments));
        !checked)
        return checked;
    if (command.effect() == catalog::Effect::read) return {};
    if (arguments.on("if-not-exists") && arguments.on("or-update"))
        return wrong_usage(command.name(), "--if-not-exists does not go with --or-update",
                           "what is there is either left as it is or changed");
    for (const std::string_view option : {"limit", "sort", "columns", "watch", "every"}) {
        const bool shows_fields = option == "columns" && makes_object(command);
        const bool own_field = command.operation(0).flag(option).has_value();
        if (arguments.given(option) && !shows_fields && !own_field)
            return wrong_usage(command.name(),
                               fmt::format("--{} does not go with '{}'", option, command.name()),
                               "it is for what shows rows, and would be ignored here");
    }
    return {};
}

std::vector<farm::Narrowing> narrowings_of(const catalog::Command& command, const Arguments& arguments) {
    std::vector<std::string> options{"where", "site"};
    if (command.effect() == catalog::Effect::read)
        for (std::size_t i = 0; i < command.operation_count(); ++i)
            for (const catalog::Flag flag : command.operation(i).flags())
                if (!flag.query().empty() && !flag.field().secret() && names_something(flag.field()) &&
                    std::ranges::find(options, flag.name()) == options.end())
                    options.emplace_back(flag.name());
    return narrowings(arguments, options);
}

Result<> check_fields(const ActPlan& plan) {
    const bool is_change = plan.command.verb() == "update" && plan.operation.body().has_value();
    const bool has_fields =
        plan.input.body && (!plan.input.body->is_object() || !plan.input.body->as_object().empty());
    // A search may be a POST of nothing but its query.
    const bool asks = plan.operation.method() == "POST" && !plan.input.query.empty();
    if (!is_change || has_fields || asks || !plan.input.uploads.empty() || !plan.list_changes.empty())
        return {};
    return wrong_usage(plan.command.name(), fmt::format("'{}' changes nothing", plan.command.name()),
                       "no field is given");
}

Result<> check_at_most(const Arguments& arguments, const std::string& command, std::size_t chosen) {
    const auto text = arguments.last("at-most");
    if (!text) return {};
    std::size_t most = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), most);
    if (error != std::errc() || end != text->data() + text->size())
        return wrong_usage(command, fmt::format("--at-most: '{}' is no number", terminal::sanitize(*text)),
                           "expects how many targets there may be");
    if (chosen <= most) return {};
    return Error{.exit_code = ExitCode::invalid,
                 .what = "nothing was done",
                 .why = fmt::format("{} targets are chosen, and --at-most allows {}", chosen, most),
                 .hint = "see them with --dry-run"};
}

std::optional<std::string> why_ask(const ActPlan& plan) {
    const catalog::Effect effect = plan.command.effect();
    if (effect == catalog::Effect::read) return std::nullopt;
    if (effect == catalog::Effect::destructive) return "it cannot be undone";
    if (effect == catalog::Effect::disturbing) return "users notice it at once";
    if (plan.command.serves() && plan.input.body && switches_off(*plan.input.body))
        return "users notice it at once when this is switched off";
    if (const auto list = replaced_list(plan.operation, plan.input.body))
        return fmt::format("{} replaces the list that is there", list->name());
    for (const ListChange& change : plan.list_changes)
        if (change.refers && !change.removed.empty())
            return fmt::format("{} of its entries {} {}", change.removed.size(),
                               change.removed.size() == 1 ? "leaves" : "leave", change.path);
    if (plan.by_rule) return "it acts on everything that matches";
    return std::nullopt;
}

bool may_ask(const catalog::Command& command, const Arguments& arguments) {
    const catalog::Effect effect = command.effect();
    if (effect == catalog::Effect::read) return false;
    return effect != catalog::Effect::write || selects_targets(arguments) || command.serves();
}

std::string repeat_command(const catalog::Command& command, const Arguments& arguments,
                           const std::vector<std::string>& ids) {
    Usage usage = api_usage(command);
    add_global_options(usage);
    return repeated(usage, arguments, ids);
}

}  // namespace rasctl::commands
