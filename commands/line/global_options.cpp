#include "commands/line/global_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/api_usage.hpp"

namespace rasctl::commands {
namespace {

using config::Setting;
using config::SettingId;
using config::SettingType;

std::string_view group_of(SettingId id) {
    switch (id) {
        case SettingId::output:
        case SettingId::columns:
        case SettingId::sort:
        case SettingId::where:
        case SettingId::jq:
        case SettingId::limit:
        case SettingId::no_headers:
        case SettingId::quiet:
        case SettingId::color:
        case SettingId::no_pager:
            return group_output;
        case SettingId::yes:
        case SettingId::dry_run:
        case SettingId::apply:
        case SettingId::parallel:
        case SettingId::no_input:
            return group_request;
        default:
            return group_connection;
    }
}

std::string_view placeholder_of_setting(const Setting& setting) {
    switch (setting.id) {
        case SettingId::context:
            return "NAME";
        case SettingId::endpoint:
        case SettingId::proxy:
            return "URL";
        case SettingId::site:
            return "NAME|ID";
        case SettingId::output:
            return "FORMAT";
        case SettingId::columns:
            return "FIELDS";
        case SettingId::sort:
            return "FIELDS";
        case SettingId::where:
            return "EXPR";
        case SettingId::jq:
            return "FILTER";
        case SettingId::trace_file:
        case SettingId::ca_file:
            return "FILE";
        case SettingId::fingerprint:
            return "SHA256";
        case SettingId::color:
            return "WHEN";
        default:
            return setting.type == SettingType::duration ? "TIME" : "N";
    }
}

Values values_of(SettingId id) {
    switch (id) {
        case SettingId::context:
            return Values::context;
        case SettingId::output:
            return Values::format;
        case SettingId::columns:
        case SettingId::sort:
        case SettingId::where:
            return Values::column;
        case SettingId::trace_file:
        case SettingId::ca_file:
            return Values::file;
        case SettingId::site:
            return Values::reference;
        default:
            return Values::none;
    }
}

std::string_view short_name_of(SettingId id) {
    switch (id) {
        case SettingId::context:
            return "c";
        case SettingId::output:
            return "o";
        case SettingId::quiet:
            return "q";
        case SettingId::yes:
            return "y";
        default:
            return {};
    }
}

Option option_of_setting(const Setting& setting) {
    Option option{.name = std::string(setting.flag),
                  .placeholder = {},
                  .help = std::string(setting.description),
                  .group = std::string(group_of(setting.id)),
                  .short_name = std::string(short_name_of(setting.id))};
    if (setting.type != SettingType::boolean) option.placeholder = placeholder_of_setting(setting);
    if (setting.type != SettingType::boolean) option.default_text = setting.fallback;
    option.values = values_of(setting.id);
    if (setting.id == SettingId::site) option.refers = "Site";
    for (std::string_view rest = setting.choices; !rest.empty();) {
        const auto space = std::min(rest.find(' '), rest.size());
        option.choices.emplace_back(rest.substr(0, space));
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    if (option.values == Values::none && !option.choices.empty()) option.values = Values::choices;
    option.inherited = true;
    return option;
}

}  // namespace

void add_global_options(Usage& usage) {
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

std::optional<bool> global_option_takes_value(std::string_view word) {
    if (word == "-h" || word == "--help") return false;
    for (const Setting& setting : config::settings_table()) {
        if (setting.flag.empty()) continue;
        const std::string_view letter = short_name_of(setting.id);
        const bool is_long = word.starts_with("--") && word.substr(2) == setting.flag;
        const bool is_short =
            !letter.empty() && word.size() == 2 && word[0] == '-' && word.substr(1) == letter;
        if (is_long || is_short) return setting.type != SettingType::boolean;
    }
    return std::nullopt;
}

config::Settings::Flags setting_flags(const Usage& usage, const Arguments& arguments) {
    config::Settings::Flags flags;
    for (const Option& option : usage.options) {
        if (!option.inherited && option.name != "site") continue;
        if (config::find_setting(option.name) == nullptr) continue;
        const auto values = arguments.all(option.name);
        if (values.empty()) continue;
        std::string text = values.front();
        // --columns a --columns b means both.
        const bool list = config::find_setting(option.name)->type == SettingType::list;
        for (const std::string& more : values.subspan(1)) text = list ? text + "," + more : more;
        flags.insert_or_assign(option.name, std::move(text));
    }
    return flags;
}

Result<> check_global_options(const config::Settings& settings) {
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
