#include "commands/run/account/login_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "commands/line/operands.hpp"
#include "commands/run/account/open_session.hpp"
#include "config/contexts.hpp"
#include "config/endpoint_text.hpp"
#include "error/try.hpp"
#include "http/endpoint.hpp"
#include "http/tls_policy.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

using config::ContextSummary;
using config::SettingId;

Error no_farm() {
    return {.exit_code = ExitCode::usage,
            .what = "no farm is named",
            .why = "there is no context in use",
            .hint = "rasctl login HOST"};
}

// The user that was named for this run; a context's own does not count.
std::string named_user(Context& context, const Arguments& arguments) {
    if (auto given = arguments.last("username")) return *given;
    return context.environment().find_filled("RASCTL_USERNAME").value_or("");
}

bool is_for(const ContextSummary& one, const std::string& endpoint, const std::string& user) {
    return config::same_endpoint(one.endpoint, endpoint) &&
           (user.empty() || one.username.empty() || one.username == user);
}

// "[::1]" and the like cannot be names.
std::string name_for(const http::Endpoint& endpoint) {
    std::string name = endpoint.host;
    std::ranges::replace(name, '%', '-');
    return name;
}

std::string context_for(Context& context, const http::Endpoint& endpoint, const std::string& user) {
    const auto known = config::list_contexts(context.config_file().root());
    const std::string url = http::to_string(endpoint);
    const auto current =
        std::ranges::find_if(known, [&](const auto& one) { return one.current && is_for(one, url, user); });
    if (current != known.end()) return current->name;
    const auto same = std::ranges::find_if(known, [&](const auto& one) { return is_for(one, url, user); });
    if (same != known.end()) return same->name;
    const auto is_free = [&](const std::string& name) {
        return std::ranges::none_of(known, [&](const auto& one) { return one.name == name; });
    };
    const std::string host = name_for(endpoint);
    std::string with_port = fmt::format("{}:{}", host, endpoint.port);
    for (const std::string& name : {host, with_port, user.empty() ? with_port : user + "@" + with_port})
        if (is_free(name) && config::check_context_name(name)) return name;
    return with_port;
}

Result<std::string> choice_of(const Arguments& arguments, std::string_view option, SettingId id,
                              const config::Settings& settings) {
    const auto given = arguments.last(option);
    if (!given) return settings.text(id);
    if (const auto why = config::why_bad(config::setting(id), *given)) {
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("bad value '{}' of --{}", terminal::sanitize(*given), option),
                     .why = *why};
    }
    return *given;
}

bool is_given(const config::Settings& settings, SettingId id) {
    const auto source = settings.source(id);
    return source == config::Source::flag || source == config::Source::environment;
}

// A way to trust that is given replaces the others.
Result<> add_trust(const config::Settings& settings, json::Object& members) {
    constexpr std::array ways{SettingId::fingerprint, SettingId::ca_file, SettingId::ca_only,
                              SettingId::insecure};
    if (std::ranges::none_of(ways, [&](SettingId id) { return is_given(settings, id); })) return {};
    for (const SettingId id : ways) {
        const std::string key(config::setting(id).key);
        json::Value value;
        if (is_given(settings, id)) value = config::setting_value(config::setting(id), settings.text(id));
        if (id == SettingId::ca_file && value.is_string())
            value = std::filesystem::absolute(value.as_string()).lexically_normal().string();
        if (value.is_bool() && !value.as_bool()) value = json::Value{};
        if (id == SettingId::fingerprint && value.is_string()) {
            TRY_LET(auto fingerprint, http::parse_fingerprint(value.as_string()));
            value = fingerprint;
        }
        members.set(key, std::move(value));
    }
    return {};
}

// What belongs to the farm that a context was for must not reach another.
void drop_bound_members(json::Object& members) {
    for (const config::Setting& setting : config::settings_table())
        if (setting.bound_to_endpoint && !setting.key.empty()) members.set(setting.key, json::Value{});
}

}  // namespace

Result<LoginPlan> plan_login(Context& context, const Arguments& arguments) {
    const std::string given = arguments.targets().empty() ? std::string{} : arguments.targets().front();
    const std::string text = given.empty() ? context.settings().text(SettingId::endpoint) : given;
    if (text.empty()) return no_farm();
    TRY_LET(const auto endpoint, http::parse_endpoint(text));
    const std::string url = http::to_string(endpoint);
    const std::string user = named_user(context, arguments);

    const auto context_source = context.settings().source(SettingId::context);
    const bool context_named =
        context_source == config::Source::flag || context_source == config::Source::environment;
    std::string name = arguments.last("name").value_or(context_named ? context.settings().context() : "");
    if (name.empty()) name = context_for(context, endpoint, user);
    TRY(config::check_context_name(name));

    config::Settings settings = settings_with(context, {{"context", name}, {"endpoint", url}});
    TRY_LET(auto store, choice_of(arguments, "store", SettingId::store, settings));
    TRY_LET(auto helper, choice_of(arguments, "credential-helper", SettingId::credential_helper, settings));
    TRY_LET(auto command, choice_of(arguments, "password-command", SettingId::password_command, settings));

    json::Object members;
    const auto known = config::find_context(context.config_file().root(), name);
    const json::Value* const before = known ? (*known)->find("endpoint") : nullptr;
    if (before && !config::same_endpoint(before->scalar_text(), url)) drop_bound_members(members);
    members.set("endpoint", url);
    if (arguments.given("store")) members.set("store", store);
    if (arguments.given("credential-helper")) members.set("credentialHelper", helper);
    if (arguments.given("password-command")) members.set("passwordCommand", command);
    for (const SettingId id : {SettingId::proxy, SettingId::site})
        if (settings.source(id) == config::Source::flag)
            members.set(config::setting(id).key, settings.text(id));
    TRY(add_trust(settings, members));
    return LoginPlan{std::move(settings), std::move(name),    std::move(store),
                     std::move(helper),   std::move(command), std::move(members)};
}

}  // namespace rasctl::commands
