#include "config/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/contexts.hpp"
#include "config/endpoint_text.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::config {
namespace {

using terminal::sanitize;

constexpr std::string_view hidden = "(hidden)";

}  // namespace

Settings::Settings(Flags flags, const Environment& environment, const ConfigFile& file)
    : flags_(std::move(flags)), environment_(environment), file_(file) {
    const Given chosen = effective(setting(SettingId::context));
    context_ = chosen.text;
    context_place_ = chosen.place;
    const json::Object* const context = file_.context(context_);
    context_exists_ = context != nullptr;
    if (!context) return;
    const Given endpoint = effective(setting(SettingId::endpoint));
    const json::Value* const own = context->find("endpoint");
    const bool given_outside = endpoint.source == Source::flag || endpoint.source == Source::environment;
    if (given_outside && own && !same_endpoint(endpoint.text, own->scalar_text()))
        foreign_endpoint_ = endpoint.text;
}

std::vector<Settings::Given> Settings::given_in_file(const Setting& row) const {
    std::vector<Given> found;
    // Every run asks for every setting, few of which are there: how a place is called is worked out for those
    // only.
    const auto add = [&](const json::Object* object, Source source, const auto& place) {
        const json::Value* const value = object ? object->find(row.key) : nullptr;
        if (!value || value->is_null()) return false;
        // An object where a value belongs has no text; its JSON would be a value that no setting takes.
        std::string text = value->is_object() ? "{...}" : setting_text(*value);
        found.push_back(
            {source, fmt::format("{} in {}", place(), sanitize(file_.file().string())), std::move(text), ""});
        return true;
    };
    if (row.scope == SettingScope::root) {
        add(&file_.root(), Source::context, [&] { return row.key; });
    } else if (row.scope != SettingScope::nowhere) {
        const auto place = [&] { return fmt::format("contexts.{}.{}", sanitize(context_), row.key); };
        const bool in_context = !context_.empty() && add(file_.context(context_), Source::context, place);
        if (in_context && row.bound_to_endpoint && !foreign_endpoint_.empty())
            found.back().ignored =
                fmt::format("the context is for another endpoint than {}", sanitize(foreign_endpoint_));
        if (row.scope == SettingScope::anywhere)
            add(file_.section("defaults"), Source::defaults,
                [&] { return fmt::format("defaults.{}", row.key); });
    }
    return found;
}

std::vector<Settings::Given> Settings::given(const Setting& row) const {
    std::vector<Given> found;
    if (const auto flag = flags_.find(row.flag); !row.flag.empty() && flag != flags_.end()) {
        found.push_back({Source::flag, fmt::format("--{}", row.flag), flag->second, ""});
    }
    if (!row.variable.empty()) {
        if (auto value = environment_.find_filled(row.variable)) {
            found.push_back({Source::environment, std::string(row.variable), std::move(*value), ""});
        }
    }
    std::ranges::move(given_in_file(row), std::back_inserter(found));
    return found;
}

Settings::Given Settings::effective(const Setting& row) const {
    for (Given& value : given(row)) {
        if (value.ignored.empty()) return std::move(value);
    }
    return {Source::built_in, "built in", std::string(row.fallback), ""};
}

Result<> Settings::check() const {
    for (const Setting& row : settings_table()) {
        const Given value = effective(row);
        if (value.source == Source::built_in) continue;
        const auto why = why_bad(row, value.text);
        if (!why) continue;
        const bool in_file = value.source == Source::context || value.source == Source::defaults;
        const std::string key = value.place.substr(0, value.place.find(" in "));
        const bool secret = row.id == SettingId::password;
        return Error{
            .exit_code = ExitCode::usage,
            .what = fmt::format("bad value {} of {}",
                                secret ? std::string(hidden) : "'" + sanitize(value.text) + "'", value.place),
            .why = *why,
            .hint = in_file                       ? fmt::format("rasctl config unset {}", key)
                    : row.id == SettingId::output ? "--columns chooses fields, --jq filters JSON"
                                                  : ""};
    }
    return {};
}

Result<> Settings::check_context() const {
    if (context_.empty() || context_exists_) return {};
    Error error = no_such_context(file_.root(), context_);
    error.details.push_back("it was named by " + context_place_);
    return error;
}

Result<> Settings::check_trust() const {
    if (file_.ownership().why_not_trusted.empty()) return {};
    for (const SettingId id : {SettingId::password_command, SettingId::credential_helper, SettingId::insecure,
                               SettingId::proxy, SettingId::ca_file}) {
        const Given value = effective(setting(id));
        const bool in_file = value.source == Source::context || value.source == Source::defaults;
        if (!in_file || value.text.empty() || (id == SettingId::insecure && !on(id))) continue;
        return file_.not_trusted(value.place.substr(0, value.place.find(" in ")));
    }
    return {};
}

std::string Settings::good_text(const Setting& row) const {
    std::string text = effective(row).text;
    return why_bad(row, text) ? std::string(row.fallback) : text;
}

std::string Settings::text(SettingId id) const {
    return good_text(setting(id));
}

bool Settings::on(SettingId id) const {
    return parse_boolean(good_text(setting(id))).value_or(false);
}

std::int64_t Settings::integer(SettingId id) const {
    return parse_integer(good_text(setting(id))).value_or(0);
}

std::chrono::milliseconds Settings::duration(SettingId id) const {
    return parse_duration(good_text(setting(id))).value_or(std::chrono::milliseconds{0});
}

std::vector<std::string> Settings::list(SettingId id) const {
    return parse_list(good_text(setting(id)));
}

bool Settings::is_set(SettingId id) const {
    return source(id) != Source::built_in;
}

Source Settings::source(SettingId id) const {
    return effective(setting(id)).source;
}

std::string Settings::place(SettingId id) const {
    return effective(setting(id)).place;
}

std::vector<Candidate> Settings::explain(SettingId id) const {
    const Setting& row = setting(id);
    std::vector<Candidate> candidates;
    for (Given& value : given(row)) {
        if (id == SettingId::password) value.text = hidden;
        candidates.push_back(
            {value.source, std::move(value.place), std::move(value.text), std::move(value.ignored)});
    }
    candidates.push_back({Source::built_in, "built in", std::string(row.fallback), ""});
    return candidates;
}

}  // namespace rasctl::config
