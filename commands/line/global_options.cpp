#include "commands/line/global_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/api_usage.hpp"
#include "commands/line/registry.hpp"
#include "farm/selection.hpp"
#include "text/cut.hpp"

namespace rasctl::commands {
namespace {

using config::Setting;
using config::SettingGroup;
using config::SettingId;
using config::SettingOffers;
using config::SettingType;

std::string_view group_of(SettingGroup group) {
    if (group == SettingGroup::output) return group_output;
    return group == SettingGroup::request ? group_request : group_connection;
}

Values values_of(SettingOffers offers) {
    switch (offers) {
        case SettingOffers::context:
            return Values::context;
        case SettingOffers::format:
            return Values::format;
        case SettingOffers::column:
            return Values::column;
        case SettingOffers::file:
            return Values::file;
        case SettingOffers::site:
            return Values::reference;
        case SettingOffers::nothing:
            break;
    }
    return Values::none;
}

Option option_of_setting(const Setting& setting) {
    Option option{.name = std::string(setting.flag),
                  .placeholder = {},
                  .help = std::string(setting.description),
                  .group = std::string(group_of(setting.group))};
    if (setting.letter != 0) option.short_name = setting.letter;
    option.placeholder = setting.placeholder;
    if (setting.type != SettingType::boolean) option.default_text = setting.fallback;
    option.values = values_of(setting.offers);
    if (setting.id == SettingId::site) option.refers = "Site";
    for (std::string_view rest = setting.choices; !rest.empty();) option.choices.emplace_back(cut(rest, ' '));
    if (option.values == Values::none && !option.choices.empty()) option.values = Values::choices;
    option.inherited = true;
    return option;
}

}  // namespace

void add_global_options(Usage& usage) {
    if (const HandWritten* const own = find_hand_written(usage.name)) {
        if (own->changes == Changes::nothing) hide_settings_of_changes(usage);
        if (own->changes == Changes::this_machine) hide_settings(usage, {SettingId::apply});
        if (!takes_dry_run(*own)) hide_settings(usage, {SettingId::dry_run});
    }
    usage.options.reserve(usage.options.size() + config::settings_table().size() + 1);
    for (const Setting& setting : config::settings_table()) {
        if (setting.flag.empty()) continue;
        const bool taken =
            std::ranges::any_of(usage.options, [&](const Option& one) { return one.name == setting.flag; });
        if (!taken) usage.options.push_back(option_of_setting(setting));
    }
    usage.options.push_back({.name = "help",
                             .placeholder = {},
                             .help = "show this help",
                             .group = std::string(group_connection),
                             .short_name = "h",
                             .inherited = true});
}

void hide_settings(Usage& usage, std::initializer_list<SettingId> settings) {
    for (const Setting& setting : config::settings_table()) {
        if (std::ranges::find(settings, setting.id) == settings.end()) continue;
        const bool taken =
            std::ranges::any_of(usage.options, [&](const Option& one) { return one.name == setting.flag; });
        if (taken) continue;
        usage.options.push_back(option_of_setting(setting));
        usage.options.back().group.clear();
    }
}

void hide_settings_of_changes(Usage& usage) {
    hide_settings(usage, {SettingId::apply, SettingId::yes});
}

const Usage& global_usage() {
    static const Usage usage = [] {
        Usage made;
        add_global_options(made);
        return made;
    }();
    return usage;
}

config::Settings::Flags setting_flags(const Usage& usage, const ReadWords& read) {
    config::Settings::Flags flags;
    for (const GivenOption& given : read.options) {
        const Option* const option = find_option(usage, given.name);
        const config::Setting* const setting = config::find_setting(given.name);
        const bool settles = option != nullptr && (option->inherited || option->name == "site");
        if (!settles || setting == nullptr) continue;
        const auto [place, is_new] = flags.emplace(given.name, given.value);
        if (is_new) continue;
        // --columns a --columns b means both.
        const bool list = setting->type == SettingType::list;
        // Conditions hold together, too.
        if (given.name == "where")
            place->second = farm::all_of({place->second, given.value});
        else
            place->second = list ? place->second + "," + given.value : given.value;
    }
    return flags;
}

Result<> check_global_options(const config::Settings& settings) {
    const bool judges = settings.on(SettingId::exit_status) &&
                        settings.source(SettingId::exit_status) == config::Source::flag;
    if (judges && settings.text(SettingId::jq).empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = "--exit-status needs --jq",
                     .why = "it tells whether the filter's last result is true",
                     .hint = "add --jq FILTER"};
    for (const SettingId id : {SettingId::where, SettingId::site})
        if (settings.source(id) == config::Source::flag && farm::is_blank(settings.text(id)))
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("{} is empty", settings.place(id)),
                         .why = "an empty choice is not taken for everything",
                         .hint = "leave it out for everything"};
    const bool both_given = settings.source(SettingId::jq) == config::Source::flag &&
                            settings.source(SettingId::output) == config::Source::flag;
    const std::string format = settings.text(SettingId::output);
    if (!both_given || format == "json" || format == "jsonl") return {};
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("--jq and -o {} do not go together", format),
                 .why = "--jq prints JSON, and strings as they are",
                 .hint = fmt::format("leave out -o {}, or choose with --columns and --where", format)};
}

}  // namespace rasctl::commands
