// Programs that keep credentials, spoken to as git does (gitcredentials(7), git-credential(1)).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "terminal/environment.hpp"
#include "terminal/secret.hpp"

namespace rasctl::config {

struct Credential {
    std::string username;
    terminal::Secret password;
};

inline constexpr std::chrono::milliseconds helper_deadline{10'000};

// `helper` as in git's credential.helper: "libsecret" is git-credential-libsecret (on PATH or among git's own
// programs) or else libsecret on PATH, "/path/to/program" is that program, "!command" is for the shell;
// arguments may follow. A helper that cannot be started, fails, takes longer than the deadline (exit code 7),
// or answers something else than asked is a failure (exit code 3); what it prints is never shown.
class CredentialHelper {
  public:
    CredentialHelper(std::string helper, terminal::Environment environment,
                     std::chrono::milliseconds deadline = helper_deadline);

    // `endpoint` is the server's URL; `username` may be empty to take the one that the helper knows. Nothing
    // when the helper has none.
    Result<std::optional<Credential>> get(std::string_view endpoint, std::string_view username) const;
    Result<> store(std::string_view endpoint, std::string_view username, std::string_view password) const;
    Result<> erase(std::string_view endpoint, std::string_view username) const;

    const std::string& name() const { return helper_; }
    // Its program; not the arguments or the text of a shell command, which may hold secrets.
    std::string shown_name() const;

  private:
    Result<terminal::Secret> talk(std::string_view action, std::string_view endpoint,
                                  std::string_view username, std::string_view password) const;
    Error failed(std::string_view action, std::string why) const;

    std::string helper_;
    terminal::Environment environment_;
    std::chrono::milliseconds deadline_;
};

// The shell command that a helper's name stands for, without the action.
std::string helper_command(std::string_view helper, const terminal::Environment& environment);

}  // namespace rasctl::config
