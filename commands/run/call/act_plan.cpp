#include "commands/run/call/act_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "commands/line/api_usage.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/repeat.hpp"
#include "farm/body_check.hpp"
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

// What commands do whose body says everything: without one they would send an empty wish.
std::string_view wish_of(std::string_view verb) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> wishes{
        {{"add", "adds"}, {"create", "creates"}, {"remove", "takes out"}, {"update", "changes"}}};
    const auto found = std::ranges::find(wishes, verb, &std::pair<std::string_view, std::string_view>::first);
    return found == wishes.end() ? std::string_view() : found->second;
}

// ", as --account or --sid": where there are few, they are the answer.
std::string fields_to_give(const catalog::Operation& operation) {
    constexpr std::size_t few = 3;
    std::vector<std::string> names;
    for (const catalog::Flag flag : operation.flags())
        if (!flag.path().empty()) names.push_back(fmt::format("--{}", flag.name()));
    return names.size() > few ? std::string() : fmt::format(", as {}", fmt::join(names, " or "));
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
    if (arguments.body) farm::fill_from_path(operation, arguments.targets, *arguments.body);
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

Result<> check_fields(const ActPlan& plan, const Arguments& arguments) {
    const std::string_view wish = wish_of(plan.command.verb());
    const auto body = plan.operation.body();
    if (wish.empty() || !body || body->fields().empty()) return {};
    const bool has_fields =
        plan.input.body && (!plan.input.body->is_object() || !plan.input.body->as_object().empty());
    const bool is_change = plan.command.verb() == "update";
    // A search may be a POST of nothing but its query, and who writes an empty file to create means it.
    const bool asks = is_change && plan.operation.method() == "POST" && !plan.input.query.empty();
    // What a description does not ask for may be left out of what makes something.
    const bool is_meant = !is_change && (arguments.given("from-file") || !plan.operation.body_required());
    if (has_fields || asks || is_meant || !plan.input.uploads.empty() || !plan.list_changes.empty())
        return {};
    return wrong_usage(plan.command.name(), fmt::format("'{}' {} nothing", plan.command.name(), wish),
                       "no field is given" + fields_to_give(plan.operation));
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
