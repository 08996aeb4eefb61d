#include "commands/run/completion/complete_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "commands/run/completion/complete_files.hpp"
#include "config/contexts.hpp"
#include "config/keys.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"

namespace rasctl::commands {
namespace {

using catalog::Command;
using catalog::Field;
using catalog::Kind;
using catalog::Operation;
using catalog::Schema;

bool holds(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

// A name that would be read as something else when it is typed.
bool misleading(const std::string& name) {
    return name.empty() || name.front() == '-' || is_all_digits(name) || name.starts_with("id:") ||
           name.starts_with("name:") || !terminal::is_safe(name);
}

// Those that several have.
std::set<std::string_view> shared_names(const std::vector<farm::Entry>& list) {
    std::vector<std::string_view> names;
    names.reserve(list.size());
    for (const farm::Entry& entry : list) names.emplace_back(entry.name);
    if (!std::ranges::is_sorted(names)) std::ranges::sort(names);
    std::set<std::string_view> shared;
    for (std::size_t i = 1; i < names.size(); ++i)
        if (names[i] == names[i - 1]) shared.insert(names[i]);
    return shared;
}

std::string text_of_kind(const Field& field) {
    if (!field.description().empty()) return std::string(field.description());
    return std::string(to_string(field.type().kind()));
}

}  // namespace

void ValueSource::for_option(const Option& option, const std::string& prefix, std::string_view typed) {
    switch (option.values) {
        case Values::file:
            // A secret is never a plain value.
            if (option.placeholder == "@FILE") {
                candidates_.add(prefix + "@-", "read it from stdin");
                if (typed.starts_with('@'))
                    add_files(candidates_, context_.environment(), prefix + "@", typed.substr(1), false);
                else
                    candidates_.add(prefix + "@", "read it from a file");
                return;
            }
            return add_files(candidates_, context_.environment(), prefix, typed, false);
        case Values::directory:
            return add_files(candidates_, context_.environment(), prefix, typed, true);
        case Values::column:
            return columns(option, prefix, typed);
        case Values::field_path:
            return assignment(prefix, typed);
        case Values::context:
            return contexts(prefix);
        case Values::config_key:
            return config_keys(prefix);
        default:
            break;
    }
    if (option.placeholder.empty() || option.placeholder == "BOOL") {
        candidates_.add(prefix + "true");
        candidates_.add(prefix + "false");
        return;
    }
    elements(option, prefix, typed);
}

// One word of a choice, or one more in a comma-separated list.
void ValueSource::elements(const Option& option, const std::string& prefix, std::string_view typed) {
    std::vector<std::string> taken;
    std::string before = prefix;
    if (option.repeatable) {
        const auto comma = typed.rfind(',');
        if (comma != std::string_view::npos) {
            const auto chosen = pieces_of(typed.substr(0, comma), ',');
            taken.assign(chosen.begin(), chosen.end());
            before += typed.substr(0, comma + 1);
            typed.remove_prefix(comma + 1);
        }
    }
    for (const std::string& choice : option.choices)
        if (!holds(taken, choice)) candidates_.add(before + choice);
    if (option.values == Values::reference && live() != nullptr)
        entries(live()->of_kind(option.refers), before, typed, taken);
}

void ValueSource::for_positional(const Positional& positional, std::size_t index, std::string_view typed) {
    const std::string_view command =
        place_.path.hand_written != nullptr ? place_.path.hand_written->name : std::string_view{};
    if (command == "config set" && index == 1) return config_value(place_.positionals.front());
    if (command == "api" && index == 1) return api_paths(place_.positionals.front());
    if (command == "api" && typed.starts_with('/')) return api_paths("GET");
    if (command == "login") return endpoints();
    // The members of a list that changes are no part of the request's path.
    const bool is_member = positional.parameter.empty() && positional.several;
    if (place_.path.command && is_member && !positional.refers.empty() && live() != nullptr) {
        const std::size_t parents = place_.path.command->operation(0).path_parameters().size();
        const auto first = static_cast<std::ptrdiff_t>(std::min(parents, place_.positionals.size()));
        const std::vector<std::string> taken(place_.positionals.begin() + first, place_.positionals.end());
        return entries(live()->of_kind(positional.refers), {}, typed, taken);
    }
    if (place_.path.command && positional.values == Values::reference)
        return for_target(*place_.path.command, place_.positionals, typed);
    if (positional.values == Values::context && positional.several) {
        Candidates others(candidates_.typed());
        ValueSource(context_, others, place_).contexts({});
        for (const Candidate& one : others.take_matching())
            if (!holds(place_.positionals, one.value)) candidates_.add(one.value, one.description);
        return;
    }
    for_option({.name = {},
                .placeholder = positional.placeholder,
                .help = {},
                .group = {},
                .refers = positional.refers,
                .choices = positional.choices,
                .values = positional.values},
               {}, typed);
}

void ValueSource::for_target(const Command& command, const std::vector<std::string>& before,
                             std::string_view typed) {
    std::optional<Operation> best;
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        const Operation one = command.operation(i);
        const std::size_t arity = one.path_parameters().size();
        if (arity == 0 || (best && arity <= best->path_parameters().size())) continue;
        best = one;
    }
    if (!best || live() == nullptr) return;
    const std::size_t position = std::min(before.size(), best->path_parameters().size() - 1);
    const auto last = static_cast<std::ptrdiff_t>(position);
    const std::vector<std::string> parents(before.begin(), before.begin() + last);
    const std::vector<std::string> taken(before.begin() + last, before.end());
    entries(live()->of_parameter(*best, position, parents), {}, typed, taken);
}

void ValueSource::entries(const std::vector<farm::Entry>& list, const std::string& prefix,
                          std::string_view typed, const std::vector<std::string>& taken) {
    const bool by_id = typed.starts_with("id:"), by_name = typed.starts_with("name:");
    // IDs only for who begins to type one.
    const bool begun = !typed.empty();
    const std::set<std::string_view> shared = shared_names(list);
    for (const farm::Entry& entry : list) {
        if (holds(taken, entry.id) || holds(taken, entry.name)) continue;
        const bool unique = !shared.contains(entry.name);
        if (by_id) {
            candidates_.add(prefix + "id:" + entry.id, entry.name);
            continue;
        }
        if (by_name) {
            candidates_.add(prefix + "name:" + entry.name, "ID " + entry.id);
            continue;
        }
        const bool by_its_name = unique && !misleading(entry.name);
        if (begun || !by_its_name) candidates_.add(prefix + entry.id, entry.name);
        if (by_its_name) candidates_.add(prefix + entry.name, "ID " + entry.id);
    }
}

std::optional<Schema> ValueSource::rows() const {
    if (!place_.path.command) return std::nullopt;
    std::optional<Command> command = place_.path.command;
    const auto has_rows = [](const Command& one) { return one.operation(0).response().schema().has_value(); };
    if (!has_rows(*command) || command->verb() == "update" || command->verb() == "delete")
        command = context_.catalog().command(fmt::format("{} list", command->noun().name()));
    if (!command) return std::nullopt;
    return command->operation(0).response().schema();
}

void ValueSource::columns(const Option& option, const std::string& prefix, std::string_view typed) {
    if (option.placeholder == "EXPR") return condition(prefix, typed);
    const auto schema = rows();
    if (!schema) return;
    const auto comma = typed.rfind(',');
    std::string before = prefix;
    std::vector<std::string> taken;
    if (comma != std::string_view::npos) {
        const auto chosen = pieces_of(typed.substr(0, comma), ',');
        taken.assign(chosen.begin(), chosen.end());
        before += typed.substr(0, comma + 1);
        typed.remove_prefix(comma + 1);
    }
    if (typed.starts_with('-') || typed.starts_with('+')) {
        before += typed.front();
        typed.remove_prefix(1);
    }
    for (std::string& name : taken)
        if (name.starts_with('-') || name.starts_with('+')) name.erase(0, 1);
    Candidates found(before + std::string(typed));
    ValueSource(context_, found, place_).fields_of(*schema, before, typed, {});
    for (const Candidate& one : found.take_matching())
        if (!holds(taken, one.value.substr(before.size()))) candidates_.add(one.value, one.description);
}

// The condition that an expression of --where ends in.
void ValueSource::condition(const std::string& prefix, std::string_view typed) {
    const auto schema = rows();
    if (!schema) return;
    constexpr std::string_view operators = "=<>~";
    const auto begin = typed.find_last_of(" (,&|!");
    std::size_t start = begin == std::string_view::npos ? 0 : begin + 1;
    // "a!=b": the mark belongs to the operator.
    if (start > 0 && typed[start - 1] == '!' && start < typed.size() &&
        operators.find(typed[start]) != std::string_view::npos) {
        const auto earlier = typed.find_last_of(" (,&|", start - 1);
        start = earlier == std::string_view::npos ? 0 : earlier + 1;
    }
    const std::string_view test = typed.substr(start);
    const auto sign = test.find_first_of("!=<>~");
    if (sign == std::string_view::npos)
        return fields_of(*schema, prefix + std::string(typed.substr(0, start)), test, "=");
    const auto value = std::min(test.find_first_not_of("!=<>~", sign), test.size());
    if (const auto field = schema->field(test.substr(0, sign)))
        words_of(*field, prefix + std::string(typed.substr(0, start + value)));
}

void ValueSource::fields_of(const Schema& schema, const std::string& prefix, std::string_view typed,
                            std::string_view behind) {
    if (const auto dot = typed.find('.'); dot != std::string_view::npos) {
        const auto field = schema.field(typed.substr(0, dot));
        const auto inner = field ? field->type().schema() : std::nullopt;
        if (!inner || inner->kind() != catalog::SchemaKind::object) return;
        return fields_of(*inner, prefix + std::string(typed.substr(0, dot + 1)), typed.substr(dot + 1),
                         behind);
    }
    for (const Field field : schema.fields())
        candidates_.add(prefix + std::string(field.name()) + std::string(behind), text_of_kind(field));
}

void ValueSource::words_of(const Field& field, const std::string& prefix) {
    const Kind kind = field.type().is_array() ? field.type().element() : field.type().kind();
    if (kind == Kind::boolean) {
        candidates_.add(prefix + "true");
        candidates_.add(prefix + "false");
    }
    if (kind != Kind::enumeration) return;
    if (const auto schema = field.type().schema())
        for (const auto value : schema->values()) candidates_.add(prefix + std::string(value.word()));
}

// PATH=VALUE of --set.
void ValueSource::assignment(const std::string& prefix, std::string_view typed) {
    if (!place_.path.command) return;
    const auto equals = typed.find('=');
    for (std::size_t i = 0; i < place_.path.command->operation_count(); ++i) {
        for (const catalog::Flag flag : place_.path.command->operation(i).flags()) {
            if (flag.path().empty()) continue;
            const std::string path = std::string(flag.path()) + "=";
            if (equals == std::string_view::npos)
                candidates_.add(prefix + path, text_of_kind(flag.field()));
            else if (path == typed.substr(0, equals + 1))
                words_of(flag.field(), prefix + path);
        }
    }
}

bool ValueSource::configured() {
    if (!configured_) configured_ = context_.configure(place_.flags).has_value();
    return *configured_;
}

LiveNames* ValueSource::live() {
    if (!live_ && configured()) live_.emplace(context_);
    return live_ ? &*live_ : nullptr;
}

void ValueSource::contexts(const std::string& prefix) {
    if (!configured()) return;
    const config::ConfigFile& file = context_.config_file();
    for (const std::string& name : file.context_names()) {
        const json::Object* const members = file.context(name);
        const json::Value* const endpoint = members != nullptr ? members->find("endpoint") : nullptr;
        candidates_.add(prefix + name, endpoint != nullptr ? endpoint->scalar_text() : std::string{});
    }
}

// The farms of all contexts, each once.
void ValueSource::endpoints() {
    if (!configured()) return;
    for (const config::ContextSummary& one : config::list_contexts(context_.config_file().root()))
        candidates_.add(one.endpoint, "context " + one.name);
}

void ValueSource::config_keys(const std::string& prefix) {
    if (!configured()) return;
    for (const std::string& key : config::known_keys(context_.config_file().root())) {
        const config::Setting* const setting = config::setting_of_key(key);
        candidates_.add(prefix + key, setting != nullptr ? setting->description : std::string_view{});
    }
}

void ValueSource::config_value(const std::string& key) {
    const config::Setting* const setting = config::setting_of_key(key);
    if (setting == nullptr) return;
    if (setting->id == config::SettingId::context) return contexts({});
    if (setting->type == config::SettingType::boolean)
        for (const char* const word : {"true", "false"}) candidates_.add(word);
    for (const auto choice : pieces_of(setting->choices, ' ')) candidates_.add(std::string(choice));
}

// Up to the first parameter, which only a person knows.
void ValueSource::api_paths(std::string_view typed_method) {
    const std::string method = upper_case(typed_method);
    for (const Operation operation : context_.catalog().operations()) {
        if (operation.method() != method) continue;
        const std::string_view path = operation.path();
        const bool whole = path.find('{') == std::string_view::npos;
        candidates_.add(std::string(path.substr(0, path.find('{'))),
                        whole ? operation.summary() : std::string_view{});
    }
}

}  // namespace rasctl::commands
