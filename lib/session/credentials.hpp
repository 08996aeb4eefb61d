// Who logs on, and where the password comes from.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "config/settings.hpp"
#include "error/error.hpp"
#include "terminal/environment.hpp"
#include "terminal/prompt.hpp"
#include "terminal/secret.hpp"

namespace rasctl::session {

enum class PasswordSource { given, environment, file, command, helper, prompt };

struct Password {
    terminal::Secret text;
    PasswordSource source = PasswordSource::prompt;
};

// What credentials are looked for in.
struct CredentialSources {
    std::string endpoint;    // the server's URL
    std::string username{};  // empty: not known
    std::string environment_password_variable{"RASCTL_PASSWORD"};
    std::string password_file{};  // of --password-file; else RASCTL_PASSWORD_FILE says one
    std::string password_command{};
    std::string credential_helper{};
    terminal::Environment environment{};
    std::function<terminal::Prompt&()> prompt{};  // asked for only when somebody is to be asked
};

CredentialSources credential_sources(const config::Settings& settings,
                                     const terminal::Environment& environment, std::string endpoint,
                                     std::function<terminal::Prompt&()> prompt);

class Credentials {
  public:
    explicit Credentials(CredentialSources sources) : sources_(std::move(sources)) {}

    // A password that the caller has already (from stdin): it comes before every other source, once.
    void give(terminal::Secret password) { given_ = std::move(password); }

    // The user's name as settings or the credential helper know it, else asked for on the terminal with
    // `suggestion`. Asked for once. Exit code not_allowed when nobody can tell.
    Result<std::string> username(std::string_view suggestion = {});
    // The name without asking anybody; empty when it is not known yet.
    const std::string& known_username() const { return sources_.username; }

    // The password from the first source that has one: --password-file, the environment, the file that
    // it names, passwordCommand, credentialHelper.
    // Nothing when a person must be asked. A source that fails is a failure, not the next one's turn.
    Result<std::optional<Password>> without_asking();
    // Asks on the terminal; exit code not_allowed with what to do where there is nobody to ask.
    Result<Password> ask();

    // The server's verdict, for the helper (gitcredentials(7)): it keeps what was accepted and forgets what
    // was not. A helper that cannot keep it costs another question next time, which is worth a warning.
    Result<> accepted(const Password& password) const;
    void refused(const Password& password) const;

  private:
    Result<std::string> given_username(std::string_view suggestion);
    Error missing(std::string_view what) const;

    CredentialSources sources_;
    std::optional<terminal::Secret> given_;
};

}  // namespace rasctl::session
