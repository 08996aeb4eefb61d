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
    : flags_(std::move(flags)), environment_(environment), file_(file), known_(settings_table().size()) {
    const Setting& chosen = setting(SettingId::context);
    context_ = effective(chosen).text;
    context_place_ = place_of(chosen, effective(chosen).source);
    const json::Object* const context = file_.context(context_);
    context_exists_ = context != nullptr;
    if (!context) return;
    const Given& endpoint = effective(setting(SettingId::endpoint));
    const json::Value* const own = context->find("endpoint");
    const bool given_outside = endpoint.source == Source::flag || endpoint.source == Source::environment;
    if (given_outside && own && !same_endpoint(endpoint.text, own->scalar_text()))
        foreign_endpoint_ = endpoint.text;
}

void Settings::add_given_in_file(const Setting& row, std::vector<Given>& found) const {
    const auto add = [&](const json::Object* object, Source source) {
        const json::Value* const value = object ? object->find(row.key) : nullptr;
        if (!value || value->is_null()) return false;
        // An object where a value belongs has no text; its JSON would be a value that no setting takes.
        found.push_back({source, value->is_object() ? "{...}" : setting_text(*value)});
        return true;
    };
    if (row.scope == SettingScope::root) {
        add(&file_.root(), Source::context);
    } else if (row.scope != SettingScope::nowhere) {
        const bool in_context = !context_.empty() && add(file_.context(context_), Source::context);
        if (in_context && row.bound_to_endpoint && !foreign_endpoint_.empty())
            found.back().ignored =
                fmt::format("the context is for another endpoint than {}", sanitize(foreign_endpoint_));
        if (row.scope == SettingScope::anywhere) add(file_.section("defaults"), Source::defaults);
    }
}

std::vector<Settings::Given> Settings::given(const Setting& row) const {
    std::vector<Given> found;
    if (!row.flag.empty())
        if (const auto flag = flags_.find(row.flag); flag != flags_.end())
            found.push_back({Source::flag, flag->second});
    if (!row.variable.empty())
        if (auto value = environment_.find_filled(row.variable))
            found.push_back({Source::environment, std::move(*value)});
    add_given_in_file(row, found);
    return found;
}

std::string Settings::place_of(const Setting& row, Source source) const {
    const auto in_file = [&](const std::string& place) {
        return fmt::format("{} in {}", place, sanitize(file_.file().string()));
    };
    switch (source) {
        case Source::flag:
            return fmt::format("--{}", row.flag);
        case Source::environment:
            return std::string(row.variable);
        case Source::context:
            if (row.scope == SettingScope::root) return in_file(std::string(row.key));
            return in_file(fmt::format("contexts.{}.{}", sanitize(context_), row.key));
        case Source::defaults:
            return in_file(fmt::format("defaults.{}", row.key));
        case Source::built_in:
            break;
    }
    return "built in";
}

const Settings::Given& Settings::effective(const Setting& row) const {
    auto& known = known_[static_cast<std::size_t>(row.id)];
    if (!known) {
        auto all = given(row);
        const auto counts = std::ranges::find_if(all, [](const Given& one) { return one.ignored.empty(); });
        known = Known{counts == all.end() ? Given{Source::built_in, std::string(row.fallback)}
                                          : std::move(*counts)};
    }
    return known->given;
}

Result<> Settings::check() const {
    for (const Setting& row : settings_table()) {
        const Given& value = effective(row);
        if (value.source == Source::built_in) continue;
        const auto why = why_bad(row, value.text);
        known_[static_cast<std::size_t>(row.id)]->is_good = !why;
        if (!why) continue;
        const bool in_file = value.source == Source::context || value.source == Source::defaults;
        const std::string place = place_of(row, value.source);
        const std::string key = place.substr(0, place.find(" in "));
        const bool secret = row.id == SettingId::password;
        return Error{
            .exit_code = ExitCode::usage,
            .what = fmt::format("bad value {} of {}",
                                secret ? std::string(hidden) : "'" + sanitize(value.text) + "'", place),
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
        const Given& value = effective(setting(id));
        const bool in_file = value.source == Source::context || value.source == Source::defaults;
        if (!in_file || value.text.empty() || (id == SettingId::insecure && !on(id))) continue;
        const std::string place = place_of(setting(id), value.source);
        return file_.not_trusted(place.substr(0, place.find(" in ")));
    }
    return {};
}

std::string_view Settings::good_text(const Setting& row) const {
    const Given& value = effective(row);
    if (value.source == Source::built_in) return row.fallback;
    auto& is_good = known_[static_cast<std::size_t>(row.id)]->is_good;
    if (!is_good) is_good = !why_bad(row, value.text);
    return *is_good ? std::string_view(value.text) : row.fallback;
}

std::string Settings::text(SettingId id) const {
    return std::string(good_text(setting(id)));
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

bool Settings::is_set(SettingId id) const {
    return source(id) != Source::built_in;
}

Source Settings::source(SettingId id) const {
    return effective(setting(id)).source;
}

std::string Settings::place(SettingId id) const {
    return place_of(setting(id), effective(setting(id)).source);
}

std::vector<Candidate> Settings::explain(SettingId id) const {
    const Setting& row = setting(id);
    std::vector<Candidate> candidates;
    for (Given& value : given(row)) {
        if (id == SettingId::password) value.text = hidden;
        candidates.push_back(
            {value.source, place_of(row, value.source), std::move(value.text), std::move(value.ignored)});
    }
    candidates.push_back({Source::built_in, "built in", std::string(row.fallback), ""});
    return candidates;
}

}  // namespace rasctl::config
