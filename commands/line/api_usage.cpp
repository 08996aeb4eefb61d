#include "commands/line/api_usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "catalog/annotations.hpp"
#include "catalog/hour_plan.hpp"
#include "catalog/range_text.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/list_options.hpp"
#include "commands/line/row_filters.hpp"
#include "commands/line/site_options.hpp"
#include "commands/line/watch_options.hpp"
#include "farm/placeholder.hpp"
#include "farm/text_pattern.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

using catalog::Field;
using catalog::Flag;
using catalog::Kind;
using catalog::Operation;

Kind value_kind(const Field& field) {
    return field.type().is_array() ? field.type().element() : field.type().kind();
}

std::string placeholder(const Flag& flag) {
    const Field field = flag.field();
    switch (value_kind(field)) {
        case Kind::boolean:
            return field.type().is_array() ? "BOOL" : "";
        case Kind::integer:
            return field.refers().empty() ? "N" : "NAME|ID";
        case Kind::number:
            return "NUMBER";
        case Kind::enumeration:
            return "NAME";
        case Kind::object:
        case Kind::array:
            return "JSON";
        case Kind::binary:
            return "FILE";
        case Kind::any:
            return "VALUE";
        default:
            break;
    }
    if (field.secret()) return "@FILE";
    if (field.type().format() == catalog::Format::date_time) return "TIME";
    return field.refers().empty() ? "TEXT" : "NAME|ID";
}

std::string default_of(const Field& field) {
    if (field.default_json().empty()) return {};
    const auto schema = field.type().schema();
    const auto value = json::parse(field.default_json());
    if (!value || (value->is_string() && value->as_string().empty()) || value->is_array()) return {};
    if (schema && value->to_int64())
        if (const auto word = schema->value(*value->to_int64())) return std::string(word->word());
    // A default that fills a line says nothing at a glance.
    constexpr std::size_t longest_shown = 30;
    std::string text = value->scalar_text();
    return text.size() > longest_shown ? std::string{} : text;
}

// "The body: a list of texts, as text/plain".
void describe_whole_body(const Flag& flag, Option& option) {
    const auto type = flag.field().type();
    const bool structured = type.kind() == Kind::object || type.kind() == Kind::any;
    if (structured) option.placeholder = "JSON";
    if (option.help.empty()) option.help = structured ? "The whole body as JSON" : "The whole body";
    option.group = std::string(group_request);
}

Option option_of_flag(const Flag& flag) {
    const Field field = flag.field();
    Option option{.name = std::string(flag.name()),
                  .placeholder = placeholder(flag),
                  .help = std::string(field.description()),
                  .group = std::string(group_field)};
    if (flag.path().empty() && !flag.whole_body()) option.group = group_query;
    if (flag.whole_body()) describe_whole_body(flag, option);
    option.refers = field.refers();
    option.required = flag.required();
    option.repeatable = field.type().is_array();
    option.default_text = default_of(field);
    option.boolean = option.placeholder.empty();
    if (const auto range = catalog::range_text(field.minimum(), field.maximum()); !range.empty())
        option.help += fmt::format("{}{}", option.help.empty() ? "" : "; ", range);
    const auto schema = field.type().schema();
    if (schema && value_kind(field) == Kind::enumeration) {
        if (catalog::is_hour_plan(*schema)) {
            option.placeholder = "HOURS";
            option.help += fmt::format("; {}", catalog::hour_forms);
        } else {
            // A value's own name is the one to show; what other versions call it means the same.
            for (const auto value : schema->values())
                if (schema->value(value.number())->word() == value.word())
                    option.choices.emplace_back(value.word());
            option.values = Values::choices;
        }
        option.repeatable = option.repeatable || schema->kind() == catalog::SchemaKind::flags;
        if (!catalog::numbers_known(*schema))
            option.help += fmt::format("{}or a number: those of the names are not certain",
                                       option.help.empty() ? "" : "; ");
    }
    if (option.choices.empty()) option.choices = farm::words_of_pattern(field.pattern());
    if (!option.choices.empty()) option.values = Values::choices;
    if (flag.upload()) {
        option.values = Values::file;
        option.help += option.help.empty() ? "File on this computer" : "; a file on this computer";
    } else if (field.secret())
        option.values = Values::file;
    else if (!field.refers().empty())
        option.values = Values::reference;
    // A boolean that is itself called noX is the one flag --no-x.
    if (option.boolean && option.name.starts_with("no-")) option.boolean = false;
    return option;
}

// Room for the options that every command has, and for those of its kind.
constexpr std::size_t most_other_options = 48;

// "required since version 19" of a flag that only some of the command's operations require; empty otherwise.
std::string required_in_some(const catalog::Command& command, std::string_view name) {
    if (command.operation_count() == 1) return {};
    std::size_t needed = 0, operations = 0;
    int since = 0, until = 0;
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        const catalog::Operation operation = command.operation(i);
        const auto flag = operation.flag(name);
        if (!flag) continue;
        ++operations;
        if (!flag->required()) continue;
        since = needed == 0 ? operation.since() : std::min(since, operation.since());
        until =
            needed == 0 || operation.until() == 0 ? operation.until() : std::max(until, operation.until());
        ++needed;
    }
    if (needed == 0 || needed == operations) return {};
    return until > 0 ? fmt::format("required up to version {}", until)
                     : fmt::format("required since version {}", since);
}

// The flags of all operations by name, what must be given first; what an earlier operation says of one holds.
void add_flags(const catalog::Command& command, Usage& usage) {
    struct Shown {
        Flag flag;
        std::string versions;
        bool required = false;
        bool last = false;
    };
    std::vector<Flag> flags;
    for (std::size_t i = 0; i < command.operation_count(); ++i)
        for (const Flag flag : command.operation(i).flags()) flags.push_back(flag);
    std::ranges::stable_sort(flags, {}, &Flag::name);
    const auto repeated = std::ranges::unique(flags, {}, &Flag::name);
    flags.erase(repeated.begin(), repeated.end());
    std::vector<Shown> all;
    all.reserve(flags.size());
    for (const Flag& flag : flags) {
        // The request's own check tells of what only some versions require.
        Shown one{.flag = flag, .versions = required_in_some(command, flag.name())};
        one.required = flag.required() && one.versions.empty();
        one.last = flag.name() == "site" && !one.required;
        all.push_back(std::move(one));
    }
    std::ranges::stable_sort(all, [](const Shown& a, const Shown& b) {
        return std::pair(!a.required, a.last) < std::pair(!b.required, b.last);
    });
    usage.options.reserve(usage.options.size() + all.size() + most_other_options);
    for (const Shown& one : all) {
        usage.options.push_back(option_of_flag(one.flag));
        Option& option = usage.options.back();
        option.required = one.required;
        if (!one.versions.empty()) option.help += (option.help.empty() ? "" : "; ") + one.versions;
    }
}

bool any_operation(const catalog::Command& command, auto&& test) {
    for (std::size_t i = 0; i < command.operation_count(); ++i)
        if (test(command.operation(i))) return true;
    return false;
}

void add_target_options(const catalog::Command& command, Usage& usage) {
    if (usage.positionals.empty() || !usage.positionals.back().several) return;
    const std::string word = upper_case(usage.positionals.back().placeholder);
    if (command.effect() != catalog::Effect::read)
        usage.options.push_back({.name = "at-most",
                                 .placeholder = "N",
                                 .help = "Do nothing when more are chosen",
                                 .group = std::string(group_target)});
    if (command.changes_members()) return;
    usage.options.push_back({.name = "all",
                             .placeholder = {},
                             .help = "Every " + word + " there is",
                             .group = std::string(group_target)});
    if (command.verb() != "list" && command.verb() != "status")
        usage.options.push_back({.name = "where",
                                 .placeholder = "EXPR",
                                 .help = "Every " + word + " whose list row matches, e.g. enabled=false",
                                 .group = std::string(group_target),
                                 .values = Values::column});
}

// Whether the body is, or may be, an object.
bool takes_members(const Operation& operation) {
    const auto body = operation.body_field();
    if (!body || operation.media() == catalog::Media::as_given) return false;
    return body->type().kind() == Kind::object || body->type().kind() == Kind::any;
}

void add_body_options(const catalog::Command& command, Usage& usage) {
    const bool has_body =
        any_operation(command, [](const Operation& one) { return one.body_field().has_value(); });
    if (!has_body) return;
    const bool as_given = any_operation(command, [](const Operation& one) {
        return one.body_field() && one.media() == catalog::Media::as_given;
    });
    usage.options.push_back({.name = "from-file",
                             .placeholder = "FILE",
                             .help = as_given ? "Send the file as it is, - for stdin"
                                              : "Body as JSON or YAML, - for stdin; flags override it",
                             .group = std::string(group_request),
                             .values = Values::file});
    const bool has_members = any_operation(command, [](const Operation& one) { return takes_members(one); });
    if (!has_members) return;
    usage.options.push_back({.name = "set",
                             .placeholder = "PATH=VALUE",
                             .help = "Set any field, known or not, e.g. --set gwPort=81; null is JSON null",
                             .group = std::string(group_request),
                             .values = Values::field_path,
                             .repeatable = true});
}

// An object that has a name can be found by it, and need not be made twice.
void add_existence_options(const catalog::Command& command, Usage& usage) {
    const catalog::Noun noun = command.noun();
    const bool named = command.verb() == "create" && !noun.identity().empty() &&
                       any_operation(command, [&](const Operation& one) {
                           const auto body = one.body();
                           return body && !one.multipart() && body->field(noun.identity());
                       });
    const auto has = [&](std::string_view verb) {
        return noun.catalog().command(fmt::format("{} {}", noun.name(), verb)).has_value();
    };
    if (!named || (!has("get") && !has("update"))) return;
    usage.options.push_back({.name = "if-not-exists",
                             .placeholder = {},
                             .help = "Leave one of that name as it is, and show it",
                             .group = std::string(group_request)});
    if (has("update"))
        usage.options.push_back({.name = "or-update",
                                 .placeholder = {},
                                 .help = "Change one of that name to what is given",
                                 .group = std::string(group_request)});
}

void add_download_options(const catalog::Command& command, Usage& usage) {
    const bool binary = any_operation(
        command, [](const Operation& one) { return one.response_kind() == catalog::ResponseKind::binary; });
    if (!binary) return;
    usage.options.push_back({.name = "output-file",
                             .placeholder = "FILE",
                             .help = "New file or a folder, - for stdout; default: the server's name",
                             .group = std::string(group_output),
                             .values = Values::file});
}

void add_watch(const catalog::Command& command, Usage& usage) {
    const bool rows = any_operation(command, [](const Operation& one) {
        return one.response_kind() == catalog::ResponseKind::list ||
               one.response_kind() == catalog::ResponseKind::value;
    });
    const bool looks = command.verb() == "list" || command.verb() == "status";
    if (rows && looks && command.effect() == catalog::Effect::read) add_watch_options(usage);
}

// The list of the body is given as the last targets.
void add_members(const catalog::Command& command, Usage& usage) {
    const Flag members = member_flag(command.operation(0));
    for (Positional& positional : usage.positionals) {
        positional.required = true;
        positional.several = false;
    }
    const auto noun = command.noun().catalog().noun_of_kind(members.field().refers());
    usage.positionals.push_back({.placeholder = upper_case(noun ? noun->last_word() : members.name()),
                                 .help = std::string(members.field().description()),
                                 .refers = std::string(members.field().refers()),
                                 .values = Values::reference,
                                 .several = true});
}

}  // namespace

catalog::Flag member_flag(const catalog::Operation& operation) {
    for (const Flag flag : operation.flags())
        if (!flag.path().empty()) return flag;
    return operation.flags()[0];
}

Usage api_usage(const catalog::Command& command) {
    Usage usage{.name = std::string(command.name()), .summary = std::string(command.summary())};
    // The operation with the most targets names them all; those that another does without are optional.
    Operation longest = command.operation(0);
    std::size_t fewest = longest.path_parameters().size();
    for (std::size_t i = 1; i < command.operation_count(); ++i) {
        const Operation one = command.operation(i);
        if (one.path_parameters().size() > longest.path_parameters().size()) longest = one;
        fewest = std::min(fewest, one.path_parameters().size());
    }
    const auto parameters = longest.path_parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const Field parameter = parameters[i];
        Positional positional{.placeholder = farm::placeholder_of(longest, i),
                              .help = std::string(parameter.description()),
                              .refers = std::string(parameter.refers()),
                              .parameter = std::string(parameter.name())};
        positional.values = Values::reference;
        positional.required = i < fewest;
        positional.several = i + 1 == parameters.size();
        usage.positionals.push_back(std::move(positional));
    }
    for (const auto example : command.examples()) usage.examples.emplace_back(example.value());
    if (command.changes_members()) {
        add_members(command, usage);
        add_target_options(command, usage);
        return usage;
    }
    add_flags(command, usage);
    add_list_options(command, usage);
    add_site_options(command, usage);
    add_row_filters(command, usage);
    add_target_options(command, usage);
    add_body_options(command, usage);
    add_existence_options(command, usage);
    add_download_options(command, usage);
    add_watch(command, usage);
    if (command.effect() == catalog::Effect::read)
        hide_settings_of_changes(usage);
    else
        hide_settings(usage, {config::SettingId::limit, config::SettingId::sort});
    return usage;
}

}  // namespace rasctl::commands
