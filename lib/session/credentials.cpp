#include "session/credentials.hpp"

#include <fmt/format.h>

#include "config/credential_helper.hpp"
#include "config/password_command.hpp"
#include "config/password_file.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::session {

using config::SettingId;

namespace {

constexpr std::string_view password_file_variable = "RASCTL_PASSWORD_FILE";

Result<std::optional<Password>> from_file(const std::string& file) {
    TRY_LET(auto password, config::read_password_file(file));
    return std::optional(Password{std::move(password), PasswordSource::file});
}

}  // namespace

CredentialSources credential_sources(const config::Settings& settings,
                                     const terminal::Environment& environment, std::string endpoint,
                                     std::function<terminal::Prompt&()> prompt) {
    return {.endpoint = std::move(endpoint),
            .username = settings.text(SettingId::username),
            .password_command = settings.text(SettingId::password_command),
            .credential_helper = settings.text(SettingId::credential_helper),
            .environment = environment,
            .prompt = std::move(prompt)};
}

Error Credentials::missing(std::string_view what) const {
    return {.exit_code = ExitCode::not_allowed,
            .what = fmt::format("not logged on to {}", terminal::sanitize(sources_.endpoint)),
            .why = std::string(what),
            .hint = fmt::format("rasctl login {}, or set RASCTL_USERNAME and RASCTL_PASSWORD",
                                terminal::sanitize(sources_.endpoint))};
}

Result<std::string> Credentials::username(std::string_view suggestion) {
    auto name = given_username(suggestion);
    if (!name || terminal::is_safe(*name)) return name;
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("bad user name '{}'", terminal::sanitize(*name)),
                 .why = "it holds control characters, or bytes that are no UTF-8"};
}

Result<std::string> Credentials::given_username(std::string_view suggestion) {
    if (!sources_.username.empty()) return sources_.username;
    if (!sources_.credential_helper.empty()) {
        const config::CredentialHelper helper(sources_.credential_helper, sources_.environment);
        TRY_LET(const auto known, helper.get(sources_.endpoint, {}));
        if (known) sources_.username = known->username;
    }
    if (!sources_.username.empty()) return sources_.username;
    if (!sources_.prompt || !sources_.prompt().available()) return missing("no user name is given");
    auto typed = sources_.prompt().line(fmt::format("User name for {}:", sources_.endpoint), suggestion);
    if (!typed) return typed;
    if (typed->empty()) return missing("no user name is given");
    sources_.username = *typed;
    return typed;
}

Result<std::optional<Password>> Credentials::without_asking() {
    if (given_) {
        Password password{std::move(*given_), PasswordSource::given};
        given_.reset();
        return std::optional(std::move(password));
    }
    if (!sources_.password_file.empty()) return from_file(sources_.password_file);
    if (auto value = sources_.environment.find_filled(sources_.environment_password_variable))
        return std::optional(
            Password{terminal::Secret::taken_from(std::move(*value)), PasswordSource::environment});
    if (const auto file = sources_.environment.find_filled(password_file_variable)) return from_file(*file);
    if (!sources_.password_command.empty()) {
        TRY_LET(auto printed, config::run_password_command(sources_.password_command, sources_.environment));
        return std::optional(Password{std::move(printed), PasswordSource::command});
    }
    if (!sources_.credential_helper.empty()) {
        const config::CredentialHelper helper(sources_.credential_helper, sources_.environment);
        TRY_LET(auto known, helper.get(sources_.endpoint, sources_.username));
        if (known && !known->password.empty())
            return std::optional(Password{std::move(known->password), PasswordSource::helper});
    }
    return std::optional<Password>{};
}

Result<Password> Credentials::ask() {
    if (!sources_.prompt || !sources_.prompt().available())
        return missing("no password is given, and there is nobody to ask");
    TRY_LET(auto typed, sources_.prompt().secret(
                            fmt::format("Password of {} at {}:", sources_.username, sources_.endpoint)));
    if (typed.empty()) return missing("the password is empty");
    return Password{std::move(typed), PasswordSource::prompt};
}

Result<> Credentials::accepted(const Password& password) const {
    const bool typed = password.source == PasswordSource::prompt || password.source == PasswordSource::given;
    if (sources_.credential_helper.empty() || !typed) return {};
    const config::CredentialHelper helper(sources_.credential_helper, sources_.environment);
    return helper.store(sources_.endpoint, sources_.username, password.text.expose());
}

void Credentials::refused(const Password& password) const {
    if (sources_.credential_helper.empty() || password.source != PasswordSource::helper) return;
    const config::CredentialHelper helper(sources_.credential_helper, sources_.environment);
    static_cast<void>(helper.erase(sources_.endpoint, sources_.username));
}

}  // namespace rasctl::session
