// Waiting until objects are as a script needs them.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "commands/line/command_path.hpp"
#include "commands/line/everyday.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/suggestions.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/run/call/progress_ticker.hpp"
#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/time_limit.hpp"
#include "commands/run/farm/wait_look.hpp"
#include "commands/run/farm/wait_session_look.hpp"
#include "commands/run/result_output.hpp"
#include "commands/run/watch/live_screen.hpp"
#include "config/setting.hpp"
#include "error/try.hpp"
#include "terminal/progress.hpp"
#include "terminal/sanitize.hpp"
#include "text/quantity.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::string_view wait_summary = "Wait until objects are in a state";

Usage wait_usage() {
    return {
        .name = "wait",
        .summary = std::string(wait_summary),
        .description =
            "Looks at the targets again and again until each of them meets every condition. A condition is "
            "FIELD=VALUE with a field of the noun's status or, where that lacks it, of its get, or anything "
            "else that --where takes. 'deleted' holds when the object is gone, 'created' when it is there. "
            "Several targets cost one list request a look where the API has such a list. Sessions are named "
            "by "
            "user, number or HOST/NUMBER; a condition holds when all that are meant meet it. A server that "
            "is "
            "busy or cannot be reached for a while is asked again.\n\n"
            "Exit code 7: not all did in time; what was seen last is shown.",
        .positionals = {{.placeholder = "NOUN", .help = "of the targets: gateway, rds host, ..."},
                        {.placeholder = "TARGET",
                         .help = "names or IDs, behind those of their parents, or - for stdin",
                         .required = false,
                         .several = true}},
        .options = {{.name = "for",
                     .placeholder = "FIELD=VALUE",
                     .help = "what to wait for, or created or deleted; several hold together",
                     .group = "Wait",
                     .required = true,
                     .repeatable = true},
                    {.name = "timeout",
                     .placeholder = "TIME",
                     .help = "give up after this time",
                     .group = "Wait",
                     .default_text = "10m"},
                    {.name = "interval",
                     .placeholder = "TIME",
                     .help = "time between two looks",
                     .group = "Wait",
                     .default_text = "2s"},
                    {.name = "all",
                     .placeholder = {},
                     .help = "all targets; with --where those that match",
                     .group = "Wait"}},
        .examples = {"rasctl wait rds host rdsh01.company.dom --for agentState=OK --timeout 10m",
                     "rasctl wait gateway gw1.company.dom gw2.company.dom --for agentState=OK",
                     "rasctl wait session ben.jones --for deleted --timeout 5m",
                     "rasctl wait rds host rdsh01.company.dom --for activeSessions=0 --for "
                     "disconnectedSessions=0"}};
}

Result<milliseconds> time_of(const Arguments& arguments, std::string_view option, milliseconds fallback) {
    const auto text = arguments.last(option);
    if (!text) return fallback;
    const auto time = config::parse_duration(*text);
    if (time && time->count() >= 0) return *time;
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("--{}: '{}' is no time", option, terminal::sanitize(*text)),
                 .why = fmt::format("expects seconds, or {}", duration_forms),
                 .hint = "rasctl wait --help"};
}

class Wait {
  public:
    Wait(Context& context, const Arguments& arguments, std::string noun, std::vector<std::string> words)
        : context_(context), arguments_(arguments), noun_(std::move(noun)), words_(std::move(words)) {}

    Result<ExitCode> run() {
        TRY_LET(auto timeout, time_of(arguments_, "timeout", std::chrono::minutes(10)));
        TRY_LET(auto interval, time_of(arguments_, "interval", std::chrono::seconds(2)));
        timeout_ = timeout;
        interval_ = std::max(interval, milliseconds(100));
        // What is wrong at every server is told without one.
        if (noun_ == "session")
            look_ = std::make_unique<WaitSessionLook>(context_, arguments_, words_);
        else
            look_ = std::make_unique<WaitLook>(context_, arguments_, noun_, words_);
        TRY(look_->check());
        const output::Shape shape{.identity = "name",
                                  .default_columns = {"id", "name", "result", "seen", "seconds"}};
        TRY_LET(auto renderer, make_renderer(context_, shape, false));
        TRY_LET(auto session, context_.session());
        look_->use(*session);
        TRY(context_.run([this] { return watch(); }));
        return show(renderer);
    }

  private:
    // Looks until all is as wanted or the time is over.
    asio::awaitable<Result<>> watch() {
        const auto started = Clock::now();
        terminal::Progress progress(context_.streams(), "waiting", std::max<std::size_t>(words_.size(), 1),
                                    terminal::Unit::items, !context_.settings().on(config::SettingId::quiet));
        const ProgressTicker ticker(context_, progress);
        // Without any time there is one look, however long it takes.
        auto left = timeout_.count() > 0 ? timeout_ : milliseconds(std::chrono::minutes(1));
        for (;;) {
            const auto looked = co_await within(left, look_->look(started));
            if (!looked && trouble_.empty()) trouble_ = "no answer came in time";
            if (looked && *looked) trouble_.clear();
            if (looked && !*looked) {
                const Error& error = looked->error();
                if (!look_->is_passing(error)) co_return error;
                trouble_ = error.why.empty() ? error.what : error.why;
            }
            const auto open = look_->open_ones();
            if (look_->ready() && open.empty()) co_return Result<>{};
            if (look_->ready()) progress.set_done(look_->waited().size() - open.size());
            progress.set_label(trouble_.empty() && !open.empty()
                                   ? fmt::format("{} {}", shown(open.front()->target), open.front()->seen)
                                   : terminal::sanitize(trouble_));
            left = std::chrono::duration_cast<milliseconds>(started + timeout_ - Clock::now());
            if (left.count() <= 0) co_return Result<>{};
            co_await pause_for(std::min(left, interval_));
            left = std::max(std::chrono::duration_cast<milliseconds>(started + timeout_ - Clock::now()),
                            milliseconds(1));
        }
    }

    Result<ExitCode> show(output::Renderer& renderer) {
        if (look_->ready() && look_->waited().empty())
            context_.note("nothing to wait for: no target matches");
        std::size_t open = 0;
        for (const Waited& one : look_->waited()) {
            json::Object row;
            row.append("id", id_value(one.target.id));
            row.append("name", one.target.name);
            row.append("result", one.met ? "met" : "timed out");
            row.append("seen", one.seen);
            row.append("seconds", std::chrono::duration_cast<std::chrono::seconds>(one.took).count());
            TRY(renderer.row(std::move(row)));
            open += one.met ? 0 : 1;
        }
        TRY(renderer.finish());
        if (open == 0 && look_->ready()) return ends_with(ExitCode::done);
        Error error{
            .exit_code = ExitCode::timed_out,
            .what = look_->ready() ? fmt::format("{} of {} are not as wanted", open, look_->waited().size())
                                   : std::string("nothing could be looked at"),
            .why = fmt::format(
                "the time of {} is over",
                terminal::format_duration(std::chrono::duration_cast<std::chrono::seconds>(timeout_)))};
        for (const Waited& one : look_->waited())
            if (!one.met) error.details.push_back(fmt::format("{}: {}", shown(one.target), one.seen));
        if (!trouble_.empty())
            error.details.push_back("the last look failed: " + terminal::sanitize(trouble_));
        return error;
    }

    Context& context_;
    const Arguments& arguments_;
    std::string noun_;
    std::vector<std::string> words_;
    milliseconds timeout_{}, interval_{};
    std::unique_ptr<Look> look_{};
    std::string trouble_{};  // why the last look failed
};

// "wait rdsh01": what it is is not said.
Error wait_for_what(const Context& context, const CommandPath& path, Error error) {
    error.details.clear();
    for (const std::string& noun : synonyms().everyday)
        if (context.catalog().command(noun + " get"))
            error.details.push_back(fmt::format("rasctl wait {} {} --for FIELD=VALUE", noun,
                                                shell_word(terminal::sanitize(path.unknown))));
    error.hint = "rasctl wait --help";
    return error;
}

Result<ExitCode> run_wait(Context& context, const Arguments& arguments) {
    const auto missing = [](std::string what, std::string why) {
        return Error{.exit_code = ExitCode::usage,
                     .what = std::move(what),
                     .why = std::move(why),
                     .hint = "rasctl wait --help"};
    };
    TRY_LET(const auto given, target_words(context, arguments));
    const CommandPath path = find_noun(context.catalog(), given.words);
    if (path.noun.empty() || !context.catalog().noun(path.noun)) {
        if (!path.unknown.empty()) {
            Error error = unknown_command(context.catalog(), path);
            if (path.noun.empty() && looks_like_name(path.unknown))
                return wait_for_what(context, path, error);
            if (error.hint.starts_with("did you mean: rasctl "))
                error.hint.insert(std::string_view("did you mean: rasctl ").size(), "wait ");
            return error;
        }
        return missing("NOUN is missing", "of the targets: gateway, rds host, ...");
    }
    if (!arguments.given("for")) return missing("--for is missing", "say what to wait for");
    std::vector<std::string> words;
    if (path.command) words.emplace_back(path.command->verb());
    // An empty word is a target, too: a wrong one.
    if (path.unknown_at > 0) words.push_back(path.unknown);
    words.insert(words.end(), path.rest.begin(), path.rest.end());
    if (words.empty() && given.stdin_was_empty) {
        context.note("nothing to wait for: no target came on stdin");
        return ends_with(ExitCode::done);
    }
    if (words.empty() && !selects_targets(arguments))
        return missing("TARGET is missing", "name what to wait for, or say --all");
    return Wait(context, arguments, path.noun, std::move(words)).run();
}

}  // namespace

extern const HandWritten wait_command{"wait", wait_summary, "Farm", wait_usage, run_wait};

}  // namespace rasctl::commands
