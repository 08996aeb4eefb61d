#include "config/password_command.hpp"

#include "config/child_process.hpp"
#include "error/try.hpp"
#include "text/utf8.hpp"

namespace rasctl::config {

Result<terminal::Secret> run_password_command(const std::string& command,
                                              const terminal::Environment& environment,
                                              std::chrono::milliseconds deadline) {
    terminal::Environment inherited = environment;
    inherited.unset("RASCTL_PASSWORD");
    TRY_LET(auto outcome,
            run({.command = command, .environment = std::move(inherited), .deadline = deadline}));
    Error error{.exit_code = ExitCode::not_allowed,
                .what = "passwordCommand gave no password",
                .why = describe_failure(outcome, deadline),
                .hint = "rasctl config get passwordCommand, and run what it shows"};
    if (outcome.end == ChildEnd::timed_out) error.exit_code = ExitCode::timed_out;
    if (!error.why.empty()) return error;
    outcome.output.strip_line_end();
    if (const auto text = without_byte_order_mark(outcome.output.expose());
        text.size() < outcome.output.size())
        outcome.output = terminal::Secret(text);
    const std::string_view password = outcome.output.expose();
    if (password.empty())
        error.why = "it printed nothing";
    else if (password.find('\n') != std::string_view::npos)
        error.why = "it printed more than one line";
    else if (password.find('\0') != std::string_view::npos)
        error.why = "it printed binary data";
    if (!error.why.empty()) return error;
    return std::move(outcome.output);
}

}  // namespace rasctl::config
