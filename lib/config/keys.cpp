#include "config/keys.hpp"

#include <fmt/format.h>

#include "config/contexts.hpp"
#include "error/try.hpp"
#include "json/writer.hpp"
#include "terminal/sanitize.hpp"
#include "text/nearest.hpp"

namespace rasctl::config {
namespace {

using terminal::sanitize;

// Where a key leads: a member of the root, or of a section, or of one context.
struct Place {
    std::string section;  // "", "defaults", "contexts", "aliases"
    std::string context;  // of section "contexts"
    std::string member;   // empty: the whole section or context
    const Setting* setting = nullptr;
};

std::string name_of(const Place& place) {
    if (place.section.empty()) return place.member;
    if (place.section == "aliases") return place.member.empty() ? "aliases" : "alias." + place.member;
    std::string name = place.section;
    if (!place.context.empty()) name += "." + place.context;
    if (!place.member.empty()) name += "." + place.member;
    return name;
}

std::vector<std::string> setting_keys(bool with_context_only) {
    std::vector<std::string> keys;
    for (const Setting& row : settings_table()) {
        const bool taken =
            row.scope == SettingScope::anywhere || (with_context_only && row.scope == SettingScope::context);
        if (taken) keys.emplace_back(row.key);
    }
    return keys;
}

Error unknown_key(std::string_view key, std::string_view member, std::string_view prefix, bool in_context) {
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("no setting is called '{}'", sanitize(key)),
                .hint = "rasctl man config"};
    if (member == "password") {
        error.why = "a password is not kept in the configuration";
        error.hint = "set passwordCommand, credentialHelper, or the variable RASCTL_PASSWORD";
        return error;
    }
    // Somebody who knows the flag or the variable gets the key's own spelling.
    const Setting* const other_name = find_setting(member);
    std::string meant = other_name && !other_name->key.empty() ? std::string(other_name->key) : "";
    if (meant.empty()) meant = nearest(member, setting_keys(in_context)).value_or("");
    if (!meant.empty()) error.why = fmt::format("did you mean {}{}?", prefix, meant);
    return error;
}

const Setting* setting_with_key(std::string_view key, bool in_context) {
    const Setting* const found = find_setting(key);
    if (!found || found->key != key) return nullptr;
    if (found->scope == SettingScope::anywhere) return found;
    return in_context && found->scope == SettingScope::context ? found : nullptr;
}

Result<Place> place_in_contexts(const json::Object& root, std::string_view key, std::string_view rest) {
    // A context's name may hold dots, so a name that is there as a whole wins over NAME.KEY.
    if (find_context(root, rest)) return Place{"contexts", std::string(rest), "", nullptr};
    const auto dot = rest.rfind('.');
    if (dot == std::string_view::npos) return no_such_context(root, rest);
    const std::string_view name = rest.substr(0, dot);
    const std::string_view member = rest.substr(dot + 1);
    TRY(find_context(root, name));
    const Setting* const setting = setting_with_key(member, true);
    if (!setting) return unknown_key(key, member, fmt::format("contexts.{}.", name), true);
    return Place{"contexts", std::string(name), std::string(member), setting};
}

Result<Place> place_of_short_key(const json::Object& root, std::string_view key) {
    const json::Value* const current = root.find("currentContext");
    const bool has_context = current && current->is_string() && find_context(root, current->as_string());
    const Setting* const setting = setting_with_key(key, true);
    if (!setting) return unknown_key(key, key, "", true);
    if (has_context) return Place{"contexts", current->as_string(), std::string(key), setting};
    if (setting->scope == SettingScope::anywhere) return Place{"defaults", "", std::string(key), setting};
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("'{}' belongs to a context", key),
                 .why = "there is no current context",
                 .hint = "rasctl context use NAME"};
}

Result<Place> find_place(const json::Object& root, std::string_view key) {
    const auto after = [&](std::string_view prefix) { return key.substr(prefix.size()); };
    if (key == "currentContext") return Place{"", "", "currentContext", &setting(SettingId::context)};
    if (key == "contexts" || key == "defaults" || key == "aliases")
        return Place{std::string(key), "", "", nullptr};
    if (key.starts_with("contexts.")) return place_in_contexts(root, key, after("contexts."));
    for (const std::string_view prefix : {"alias.", "aliases."}) {
        if (key.starts_with(prefix) && key != prefix)
            return Place{"aliases", "", std::string(after(prefix)), nullptr};
    }
    if (!key.starts_with("defaults.")) return place_of_short_key(root, key);
    const std::string_view member = after("defaults.");
    const Setting* const found = setting_with_key(member, false);
    if (found) return Place{"defaults", "", std::string(member), found};
    Error error = unknown_key(key, member, "defaults.", false);
    if (setting_with_key(member, true)) {
        error.what = fmt::format("'{}' cannot have a default", member);
        error.why = "it belongs to one farm";
        error.hint = fmt::format("rasctl config set contexts.NAME.{} VALUE", member);
    }
    return error;
}

// The object that a place is a member of; null when it is not there.
const json::Object* object_with(const json::Object& root, const Place& place) {
    if (place.section.empty()) return &root;
    const json::Value* section = root.find(place.section);
    if (section && !place.context.empty()) section = section->find(place.context);
    return section && section->is_object() ? &section->as_object() : nullptr;
}

Result<> check_alias(std::string_view name, std::string_view command) {
    const bool good_name = !name.empty() && name.front() != '-' && name.find(' ') == std::string_view::npos;
    if (good_name && terminal::is_safe(name) && command.find_first_not_of(' ') != std::string_view::npos)
        return {};
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("cannot set alias '{}'", sanitize(name)),
                 .why = good_name ? "its command is empty" : "a name is one word and does not begin with -"};
}

}  // namespace

Result<std::optional<std::string>> get_key(const json::Object& root, std::string_view key) {
    TRY_LET(const auto place, find_place(root, key));
    const json::Object* const holder = object_with(root, place);
    if (!holder) return std::optional<std::string>{};
    if (place.member.empty()) return std::optional(json::write(*holder, json::Style::pretty));
    const json::Value* const value = holder->find(place.member);
    if (!value || value->is_null()) return std::optional<std::string>{};
    return std::optional(setting_text(*value));
}

Result<> set_key(json::Object& root, std::string_view key, std::string_view text) {
    TRY_LET(const auto place, find_place(root, key));
    if (place.member.empty()) {
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("cannot set {} as a whole", sanitize(key)),
                     .why = "it holds many values",
                     .hint = fmt::format("rasctl config set {}.KEY VALUE", sanitize(key))};
    }
    if (place.section.empty()) return use_context(root, text);
    if (place.section == "aliases") {
        TRY(check_alias(place.member, text));
        section_for_change(root, "aliases").set(place.member, text);
        return {};
    }
    if (const auto why = why_bad(*place.setting, text)) {
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("bad value '{}' for {}", sanitize(text), name_of(place)),
                     .why = *why};
    }
    json::Object* holder = &section_for_change(root, place.section);
    if (!place.context.empty()) holder = &holder->find(place.context)->as_object();
    holder->set(place.member, setting_value(*place.setting, text));
    return {};
}

Result<bool> unset_key(json::Object& root, std::string_view key) {
    TRY_LET(const auto place, find_place(root, key));
    if (!place.context.empty() && place.member.empty()) {
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("cannot unset {} as a whole", sanitize(key)),
                     .why = "",
                     .hint = fmt::format("rasctl context delete {}", sanitize(place.context))};
    }
    if (place.member.empty()) return root.erase(place.section);
    if (!object_with(root, place)) return false;
    json::Object* holder = place.section.empty() ? &root : &section_for_change(root, place.section);
    if (!place.context.empty()) holder = &holder->find(place.context)->as_object();
    return holder->erase(place.member);
}

Result<std::string> full_key(const json::Object& root, std::string_view key) {
    TRY_LET(const auto place, find_place(root, key));
    return name_of(place);
}

const Setting* setting_of_key(std::string_view key) {
    const auto dot = key.rfind('.');
    const std::string_view section = key.substr(0, key.find('.'));
    if (section == "alias" || section == "aliases") return nullptr;
    return find_setting(dot == std::string_view::npos ? key : key.substr(dot + 1));
}

std::vector<std::string> known_keys(const json::Object& root) {
    std::vector<std::string> keys{"currentContext"};
    for (const std::string& key : setting_keys(true)) keys.push_back(key);
    for (const std::string& key : setting_keys(false)) keys.push_back("defaults." + key);
    for (const ContextSummary& context : list_contexts(root)) {
        for (const std::string& key : setting_keys(true))
            keys.push_back("contexts." + context.name + "." + key);
    }
    if (const json::Value* aliases = root.find("aliases"); aliases && aliases->is_object()) {
        for (const json::Member& alias : aliases->as_object()) keys.push_back("alias." + alias.name);
    }
    return keys;
}

}  // namespace rasctl::config
