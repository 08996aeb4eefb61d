#include <fmt/format.h>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/account/open_session.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "commands/run/start/aliases.hpp"
#include "config/keys.hpp"
#include "config/shown_setting.hpp"
#include "error/try.hpp"
#include "json/reader.hpp"
#include "session/connection.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

using config::Setting;

constexpr std::string_view config_get_summary = "Show what is set in the configuration";
constexpr std::string_view config_set_summary = "Set a key of the configuration";
constexpr std::string_view config_unset_summary = "Remove a key from the configuration";
constexpr std::string_view config_explain_summary = "Show where the value of a setting comes from";
constexpr std::string_view config_path_summary = "Show where rasctl keeps its files";

constexpr std::string_view about_keys =
    "A key is currentContext, defaults.KEY, contexts.NAME.KEY, alias.NAME, or a KEY alone for the current "
    "context.";

Positional key(bool required) {
    return {.placeholder = "KEY",
            .help = "for instance output, defaults.output, contexts.lab.site, alias.hosts",
            .values = Values::config_key,
            .required = required};
}

output::Shape setting_shape(std::vector<std::string> columns) {
    return {.identity = "key", .id = "key", .default_columns = std::move(columns)};
}

bool for_people(Context& context) {
    return output::is_for_people(output_options(context).format);
}

Result<ExitCode> show_and_end(Context& context, const output::Shape& form, json::Value value) {
    TRY(show_value(context, form, std::move(value)));
    return ends_with(ExitCode::done);
}

Usage config_get_usage() {
    return {.name = "config get",
            .summary = std::string(config_get_summary),
            .description = fmt::format("{} Without a key, all that are set.", about_keys),
            .positionals = {key(false)},
            .examples = {"rasctl config get", "rasctl config get defaults.output",
                         "rasctl config get contexts.lab"}};
}

Result<json::Array> all_that_is_set(const json::Object& root) {
    json::Array rows;
    for (const std::string& name : config::known_keys(root)) {
        // Short keys are second names of others.
        const bool full = name == "currentContext" || name.find('.') != std::string::npos;
        if (!full) continue;
        TRY_LET(const auto value, config::get_key(root, name));
        if (!value) continue;
        json::Object row;
        row.append("key", name);
        row.append("value", config::shown_key(name, *value));
        rows.emplace_back(std::move(row));
    }
    return rows;
}

Result<ExitCode> get(Context& context, const Arguments& arguments) {
    TRY_LET(const auto keys, operands(config_get_usage(), arguments, 0, 1));
    TRY(context.check_config());
    const json::Object& root = context.config_file().root();
    if (keys.empty()) {
        TRY_LET(auto rows, all_that_is_set(root));
        return show_and_end(context, setting_shape({"key", "value"}), std::move(rows));
    }
    TRY_LET(const auto value, config::get_key(root, keys.front()));
    if (!value) {
        return Error{.exit_code = ExitCode::not_found,
                     .what = fmt::format("{} is not set", terminal::sanitize(keys.front())),
                     .why = "",
                     .hint = fmt::format("rasctl config explain {}", terminal::sanitize(keys.front()))};
    }
    const std::string text = config::shown_key(keys.front(), *value);
    if (for_people(context)) {
        TRY(context.streams().out().write(terminal::sanitize(text, terminal::LineEnds::keep) + "\n"));
        return ends_with(ExitCode::done);
    }
    const bool whole = text.starts_with('{');
    auto parsed = whole ? json::parse(text) : Result<json::Value>(text);
    return show_and_end(context, setting_shape({}), parsed ? std::move(*parsed) : json::Value(text));
}

Usage config_set_usage() {
    return {.name = "config set",
            .summary = std::string(config_set_summary),
            .description = std::string(about_keys),
            .positionals = {key(true), {.placeholder = "VALUE", .help = "its new value"}},
            .examples = {"rasctl config set defaults.output json", "rasctl config set site Berlin",
                         "rasctl config set contexts.lab.passwordCommand 'pass show ras/lab'",
                         "rasctl config set alias.hosts 'rds host list --sort server'",
                         "rasctl config set alias.of 'rds host list --where server~${1:-rdsh}'"}};
}

Result<ExitCode> set(Context& context, const Arguments& arguments) {
    TRY_LET(const auto words, operands(config_set_usage(), arguments, 2, 2));
    std::string name;
    TRY(config::update_config(context.paths(), warn_on(context), [&](json::Object& root) -> Result<> {
        TRY(config::set_key(root, words.front(), words.back()));
        name = config::full_key(root, words.front()).value();
        constexpr std::string_view alias = "alias.";
        if (name.starts_with(alias)) return check_alias(context, root, name.substr(alias.size()));
        const config::Setting* setting = config::setting_of_key(name);
        return setting ? session::check_value(setting->id, words.back(), name) : Result<>();
    }));
    context.note(fmt::format("{} = {}", terminal::sanitize(name),
                             terminal::sanitize(config::shown_key(name, words.back()))));
    return ends_with(ExitCode::done);
}

Usage config_unset_usage() {
    return {
        .name = "config unset",
        .summary = std::string(config_unset_summary),
        .description = std::string(about_keys),
        .positionals = {key(true)},
        .examples = {"rasctl config unset defaults.output", "rasctl config unset contexts.lab.fingerprint"}};
}

Result<ExitCode> unset(Context& context, const Arguments& arguments) {
    TRY_LET(const auto words, operands(config_unset_usage(), arguments, 1, 1));
    bool was_there = false;
    TRY(config::update_config(context.paths(), warn_on(context), [&](json::Object& root) -> Result<> {
        TRY_LET(const auto done, config::unset_key(root, words.front()));
        was_there = done;
        return {};
    }));
    context.note(
        fmt::format("{}{}", terminal::sanitize(words.front()), was_there ? " removed" : " was not set"));
    return ends_with(ExitCode::done);
}

Usage config_explain_usage() {
    return {
        .name = "config explain",
        .summary = std::string(config_explain_summary),
        .description =
            "A flag comes before its variable, that before the context, that before the defaults. Without a "
            "key, the value in effect of every setting.",
        .positionals = {key(false)},
        .examples = {"rasctl config explain output", "rasctl config explain"}};
}

std::string key_or_variable(const Setting& setting) {
    if (setting.id == config::SettingId::context) return "context";
    return std::string(setting.key.empty() ? setting.variable : setting.key);
}

json::Object setting_row(const Setting& setting, const config::Candidate& candidate, bool in_effect) {
    json::Object row;
    row.append("key", key_or_variable(setting));
    row.append("value", config::shown_setting(setting, candidate.value));
    row.append("source", candidate.place);
    row.append("inEffect", in_effect);
    if (!candidate.ignored.empty()) row.append("ignored", candidate.ignored);
    return row;
}

// Every value given for the setting, the one in effect marked.
json::Array candidates_of(const config::Settings& settings, const Setting& setting, bool only_effective) {
    json::Array rows;
    bool found = false;
    for (const config::Candidate& candidate : settings.explain(setting.id)) {
        const bool in_effect = !found && candidate.ignored.empty();
        found = found || in_effect;
        if (in_effect || !only_effective) rows.emplace_back(setting_row(setting, candidate, in_effect));
    }
    return rows;
}

Result<const Setting*> setting_called(Context& context, const std::string& word) {
    if (const Setting* const known = config::find_setting(word)) return known;
    TRY(config::full_key(context.config_file().root(), word));
    if (const Setting* const known = config::setting_of_key(word)) return known;
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("'{}' is no single setting", terminal::sanitize(word)),
                 .why = "",
                 .hint = fmt::format("rasctl config get {}", terminal::sanitize(word))};
}

Result<ExitCode> explain(Context& context, const Arguments& arguments) {
    TRY_LET(const auto words, operands(config_explain_usage(), arguments, 0, 1));
    TRY(context.check_config());
    if (!words.empty()) {
        TRY_LET(const auto setting, setting_called(context, words.front()));
        return show_and_end(context, setting_shape({"value", "source", "inEffect", "ignored"}),
                            candidates_of(context.settings(), *setting, false));
    }
    json::Array rows;
    for (const Setting& setting : config::settings_table())
        for (json::Value& row : candidates_of(context.settings(), setting, true))
            rows.push_back(std::move(row));
    return show_and_end(context, setting_shape({"key", "value", "source"}), std::move(rows));
}

Usage config_path_usage() {
    return {
        .name = "config path",
        .summary = std::string(config_path_summary),
        .description = "As text the configuration file alone, for scripts; as JSON and the like all of them.",
        .examples = {"rasctl config path", "rasctl config path -o json"}};
}

Result<ExitCode> path(Context& context, const Arguments& arguments) {
    TRY(operands(config_path_usage(), arguments, 0, 0));
    const config::Paths& paths = context.paths();
    if (paths.config_directory.empty()) return config::no_folder();
    if (for_people(context)) {
        TRY(context.streams().out().write(terminal::sanitize(paths.config_file().string()) + "\n"));
        return ends_with(ExitCode::done);
    }
    json::Object all;
    all.append("config", paths.config_file().string());
    all.append("tokens", paths.token_file().string());
    all.append("cache", paths.cache_directory.string());
    return show_and_end(context, setting_shape({}), std::move(all));
}

}  // namespace

extern const HandWritten config_get_command{
    "config get", config_get_summary, "Settings", config_get_usage, get, false, true};
extern const HandWritten config_set_command{
    "config set", config_set_summary, "Settings", config_set_usage, set, false, true, Changes::this_machine};
extern const HandWritten config_unset_command{
    "config unset", config_unset_summary, "Settings", config_unset_usage, unset, false,
    true,           Changes::this_machine};
extern const HandWritten config_explain_command{
    "config explain", config_explain_summary, "Settings", config_explain_usage, explain, false, true};
extern const HandWritten config_path_command{
    "config path", config_path_summary, "Settings", config_path_usage, path, false, true};

}  // namespace rasctl::commands
