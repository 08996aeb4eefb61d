#include "config/credential_helper.hpp"

#include <fmt/format.h>

#include <array>

#include "config/child_process.hpp"
#include "config/credential_answer.hpp"
#include "config/endpoint_text.hpp"
#include "error/try.hpp"
#include "system/path_search.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::config {
namespace {

using terminal::Secret;

// Where git keeps helpers that are not on PATH (git --exec-path).
constexpr std::array<std::string_view, 3> git_folders{"/usr/lib/git-core", "/usr/libexec/git-core",
                                                      "/usr/local/libexec/git-core"};

// A line end or a zero byte in a value would let it forge the next line of the protocol (CVE-2020-5260).
bool fits_a_line(std::string_view value) {
    return value.find_first_of(std::string_view("\n\r\0", 3)) == std::string_view::npos;
}

void append_line(Secret& text, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    text.append(key);
    text.append("=");
    text.append(value);
    text.append("\n");
}

}  // namespace

std::string helper_command(std::string_view helper, const terminal::Environment& environment) {
    if (helper.starts_with('!')) return std::string(helper.substr(1));
    if (helper.starts_with('/')) return std::string(helper);
    const std::string_view word = helper.substr(0, helper.find(' '));
    const std::string program = "git-credential-" + std::string(word);
    if (system::find_program(environment.find_filled("PATH"), program))
        return "git-credential-" + std::string(helper);
    for (const std::string_view folder : git_folders) {
        if (system::is_executable(fmt::format("{}/{}", folder, program))) {
            return fmt::format("{}/git-credential-{}", folder, helper);
        }
    }
    return std::string(helper);
}

CredentialHelper::CredentialHelper(std::string helper, terminal::Environment environment,
                                   std::chrono::milliseconds deadline)
    : helper_(std::move(helper)), environment_(std::move(environment)), deadline_(deadline) {
    environment_.unset("RASCTL_PASSWORD");
    // git's own helpers ask on the terminal what they do not know; here that is our part.
    environment_.set("GIT_TERMINAL_PROMPT", "0");
}

std::string CredentialHelper::shown_name() const {
    if (helper_.starts_with('!')) return "!...";
    return terminal::sanitize(helper_.substr(0, helper_.find(' ')));
}

Error CredentialHelper::failed(std::string_view action, std::string why) const {
    return Error{.exit_code = ExitCode::not_allowed,
                 .what = fmt::format("credential helper '{}' failed to {}", shown_name(), action),
                 .why = std::move(why),
                 .hint = "rasctl config explain credentialHelper"};
}

Result<Secret> CredentialHelper::talk(std::string_view action, std::string_view endpoint,
                                      std::string_view username, std::string_view password) const {
    const SchemeAndHost server = scheme_and_host(endpoint);
    if (!fits_a_line(server.host) || !fits_a_line(username) || !fits_a_line(password)) {
        return failed(action, "a value with a line end cannot be handed to it");
    }
    Secret question;
    append_line(question, "protocol", server.scheme);
    append_line(question, "host", server.host);
    append_line(question, "username", username);
    append_line(question, "password", password);
    question.append("\n");
    TRY_LET(auto outcome, run({.command = fmt::format("{} {}", helper_command(helper_, environment_), action),
                               .input = question.expose(),
                               .environment = environment_,
                               .deadline = deadline_}));
    const std::string why = describe_failure(outcome, deadline_);
    if (why.empty()) return std::move(outcome.output);
    Error error = failed(action, why);
    if (outcome.end == ChildEnd::timed_out) error.exit_code = ExitCode::timed_out;
    return error;
}

Result<std::optional<Credential>> CredentialHelper::get(std::string_view endpoint,
                                                        std::string_view username) const {
    TRY_LET(const auto output, talk("get", endpoint, username, ""));
    const CredentialAnswer answer = read_credential_answer(output.expose());
    if (!answer.well_formed) return failed("get", "its answer is not git's credential protocol");
    if (!answer.password || answer.password->empty()) return std::optional<Credential>{};
    if (!answer.host.empty() && answer.host != scheme_and_host(endpoint).host) {
        return failed("get", "it answered for another server");
    }
    const bool other_user = !username.empty() && !answer.username.empty() && answer.username != username;
    if (other_user) return failed("get", "it answered for another user");
    std::string user = answer.username.empty() ? std::string(username) : answer.username;
    return std::optional<Credential>(Credential{std::move(user), Secret(*answer.password)});
}

Result<> CredentialHelper::store(std::string_view endpoint, std::string_view username,
                                 std::string_view password) const {
    TRY(talk("store", endpoint, username, password));
    return {};
}

Result<> CredentialHelper::erase(std::string_view endpoint, std::string_view username) const {
    TRY(talk("erase", endpoint, username, ""));
    return {};
}

}  // namespace rasctl::config
