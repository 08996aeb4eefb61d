#include <fmt/format.h>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/account/open_session.hpp"
#include "commands/run/call/session_end.hpp"
#include "commands/run/context.hpp"
#include "config/contexts.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

constexpr std::string_view logout_summary = "End the session with a farm and forget its token";

Usage logout_usage() {
    return {.name = "logout",
            .summary = std::string(logout_summary),
            .description =
                "The token is forgotten even when the server cannot be reached. The context stays, so that "
                "`rasctl login` is all it takes to come back.",
            .options = {{.name = "all",
                         .placeholder = {},
                         .help = "end the sessions of all contexts",
                         .group = "Session"}},
            .examples = {"rasctl logout", "rasctl logout --context lab", "rasctl logout --all"}};
}

std::string ended_text(const config::Settings& settings, Ended ended) {
    const std::string who =
        fmt::format("{} at {}", settings.text(SettingId::username), settings.text(SettingId::endpoint));
    switch (ended) {
        case Ended::was_not_logged_on:
            return fmt::format("was not logged on: {}", who);
        case Ended::logged_off:
            return fmt::format("logged off {}", who);
        case Ended::only_shown:
            return fmt::format("would log off {}, and forget its token", who);
        case Ended::only_here:
            return fmt::format(
                "forgot the token of {}; its session ends at the server when it has idled long enough", who);
    }
    return {};
}

asio::awaitable<Result<>> log_out_of_all(Context& context) {
    std::optional<Error> first_failure;
    for (const config::ContextSummary& one : config::list_contexts(context.config_file().root())) {
        const config::Settings settings = settings_with(context, {{"context", one.name}});
        Result<Ended> ended = co_await end_or_show_session(context, settings);
        if (!ended && ended.error().exit_code == ExitCode::interrupted) co_return ended.error();
        if (ended) {
            if (*ended != Ended::was_not_logged_on)
                context.note(terminal::sanitize(ended_text(settings, *ended)));
            continue;
        }
        Error failure = ended.error();
        failure.details.push_back("in context " + one.name);
        if (!first_failure) first_failure = std::move(failure);
    }
    if (first_failure) co_return *first_failure;
    co_return Result<>{};
}

asio::awaitable<Result<>> log_out(Context& context) {
    Result<Ended> ended = co_await end_or_show_session(context, context.settings());
    if (!ended) co_return ended.error();
    context.note(terminal::sanitize(ended_text(context.settings(), *ended)));
    co_return Result<>{};
}

Result<ExitCode> run_logout(Context& context, const Arguments& arguments) {
    TRY(operands(logout_usage(), arguments, 0, 0));
    const bool all = arguments.on("all");
    TRY(context.run([&] { return all ? log_out_of_all(context) : log_out(context); }));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten logout_command{
    "logout", logout_summary, "Session", logout_usage, run_logout, false, false, Changes::this_machine, true};

}  // namespace rasctl::commands
