#include <fmt/format.h>

#include <filesystem>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/account/open_session.hpp"
#include "commands/run/call/session_end.hpp"
#include "commands/run/catalog/catalog_file.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "config/contexts.hpp"
#include "config/endpoint_text.hpp"
#include "config/shown_setting.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

using config::SettingId;

constexpr std::string_view context_list_summary = "List the farms and accounts that are known";
constexpr std::string_view context_use_summary = "Make a context the current one";
constexpr std::string_view context_show_summary = "Show what a context holds";
constexpr std::string_view context_delete_summary = "End the session of a context and forget it";
constexpr std::string_view context_rename_summary = "Give a context another name";

Positional context_name(std::string help, bool required = true, bool several = false) {
    return {.placeholder = "CONTEXT",
            .help = std::move(help),
            .values = Values::context,
            .required = required,
            .several = several};
}

output::Shape context_shape(std::vector<std::string> columns) {
    return {.identity = "name", .id = "name", .default_columns = std::move(columns)};
}

// The members of a context with its name in front.
json::Object context_row(const std::string& name, bool current, const json::Object& context) {
    json::Object row;
    row.append("name", name);
    row.append("current", current);
    for (const json::Member& member : context) {
        const config::Setting* setting = config::find_setting(member.name);
        const bool text = setting != nullptr && member.value.is_string();
        row.append(member.name, text ? json::Value(config::shown_setting(*setting, member.value.as_string()))
                                     : member.value);
    }
    return row;
}

Usage context_list_usage() {
    return {.name = "context list",
            .summary = std::string(context_list_summary),
            .examples = {"rasctl context list", "rasctl context list -o json"}};
}

Result<ExitCode> list_all_contexts(Context& context, const Arguments& arguments) {
    TRY(operands(context_list_usage(), arguments, 0, 0));
    const json::Object& root = context.config_file().root();
    json::Array rows;
    for (const config::ContextSummary& one : config::list_contexts(root)) {
        const auto found = config::find_context(root, one.name);
        if (found) rows.emplace_back(context_row(one.name, one.current, **found));
    }
    if (rows.empty()) context.note("no context yet: rasctl login HOST makes one");
    TRY(show_value(
        context, context_shape({"name", "current", "endpoint", "username", "site", "serverVersion"}), rows));
    return ends_with(ExitCode::done);
}

Usage context_use_usage() {
    return {.name = "context use",
            .summary = std::string(context_use_summary),
            .positionals = {context_name("context to use from now on")},
            .examples = {"rasctl context use lab"}};
}

Result<ExitCode> use_context(Context& context, const Arguments& arguments) {
    TRY_LET(const auto names, operands(context_use_usage(), arguments, 1, 1));
    TRY(config::update_config(context.paths(), warn_on(context),
                              [&](json::Object& root) { return config::use_context(root, names.front()); }));
    context.note(fmt::format("context {}", names.front()));
    const auto variable = context.environment().find_filled("RASCTL_CONTEXT");
    if (variable && *variable != names.front())
        context.note("rasctl: warning: RASCTL_CONTEXT is set and names another one for this shell");
    return ends_with(ExitCode::done);
}

Usage context_show_usage() {
    return {.name = "context show",
            .summary = std::string(context_show_summary),
            .description = "Without a name, the context in use.",
            .positionals = {context_name("context to show", false)},
            .examples = {"rasctl context show", "rasctl context show lab -o json"}};
}

Result<ExitCode> show_context(Context& context, const Arguments& arguments) {
    TRY_LET(const auto names, operands(context_show_usage(), arguments, 0, 1));
    const std::string name = names.empty() ? context.settings().context() : names.front();
    if (name.empty()) {
        return Error{.exit_code = ExitCode::not_found,
                     .what = "no context is in use",
                     .why = "",
                     .hint = "rasctl context use NAME"};
    }
    const json::Object& root = context.config_file().root();
    TRY_LET(const auto found, config::find_context(root, name));
    const bool current = context.config_file().current_context() == name;
    TRY(show_value(context, context_shape({}), context_row(name, current, *found)));
    return ends_with(ExitCode::done);
}

Usage context_delete_usage() {
    return {.name = "context delete",
            .summary = std::string(context_delete_summary),
            .positionals = {context_name("contexts to forget", true, true)},
            .examples = {"rasctl context delete lab"}};
}

// Another context may be for the same account.
bool shares_account(const json::Object& root, const config::Settings& settings) {
    int users = 0;
    for (const config::ContextSummary& one : config::list_contexts(root)) {
        if (config::same_endpoint(one.endpoint, settings.text(SettingId::endpoint)) &&
            one.username == settings.text(SettingId::username))
            ++users;
    }
    return users > 1;
}

Result<> forget(Context& context, const std::string& name) {
    const config::Settings settings = settings_with(context, {{"context", name}});
    if (!settings.text(SettingId::endpoint).empty() &&
        !shares_account(context.config_file().root(), settings)) {
        // A token that cannot be ended is no reason to keep the context.
        auto ended = context.run([&]() -> boost::asio::awaitable<Result<>> {
            Result<Ended> result = co_await end_or_show_session(context, settings);
            if (!result) co_return result.error();
            co_return Result<>{};
        });
        if (!ended && ended.error().exit_code == ExitCode::interrupted) return ended;
        if (!ended) context.note(fmt::format("rasctl: warning: {}", terminal::sanitize(ended.error().what)));
    }
    if (context.settings().on(SettingId::dry_run)) return {};
    auto deleted = config::update_config(context.paths(), warn_on(context), [&](json::Object& root) {
        return config::delete_context(root, name);
    });
    if (deleted) forget_imported_catalog(context.paths(), name);
    return deleted;
}

Result<ExitCode> delete_contexts(Context& context, const Arguments& arguments) {
    TRY_LET(const auto names, operands(context_delete_usage(), arguments, 1, 1000));
    for (const std::string& name : names) {
        if (auto known = config::find_context(context.config_file().root(), name); !known)
            return known.error();
    }
    for (const std::string& name : names) {
        TRY(forget(context, name));
        context.note(fmt::format("{} context {}",
                                 context.settings().on(SettingId::dry_run) ? "would delete" : "deleted",
                                 terminal::sanitize(name)));
    }
    return ends_with(ExitCode::done);
}

Usage context_rename_usage() {
    return {
        .name = "context rename",
        .summary = std::string(context_rename_summary),
        .positionals = {context_name("context to rename"), {.placeholder = "NAME", .help = "its new name"}},
        .examples = {"rasctl context rename ras.company.dom prod"}};
}

Result<ExitCode> rename(Context& context, const Arguments& arguments) {
    TRY_LET(const auto names, operands(context_rename_usage(), arguments, 2, 2));
    TRY(config::update_config(context.paths(), warn_on(context), [&](json::Object& root) {
        return config::rename_context(root, names.front(), names.back());
    }));
    rename_imported_catalog(context.paths(), names.front(), names.back());
    context.note(fmt::format("context {} is now called {}", names.front(), names.back()));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten context_list_command{"context list", context_list_summary, "Settings",
                                              context_list_usage, list_all_contexts};
extern const HandWritten context_use_command{
    "context use", context_use_summary,  "Settings", context_use_usage, use_context, false,
    false,         Changes::this_machine};
extern const HandWritten context_show_command{"context show", context_show_summary, "Settings",
                                              context_show_usage, show_context};
extern const HandWritten context_delete_command{"context delete",
                                                context_delete_summary,
                                                "Settings",
                                                context_delete_usage,
                                                delete_contexts,
                                                false,
                                                false,
                                                Changes::this_machine,
                                                true};
extern const HandWritten context_rename_command{
    "context rename",     context_rename_summary, "Settings", context_rename_usage, rename, false, false,
    Changes::this_machine};

}  // namespace rasctl::commands
