// Waiting until objects are as a script needs them.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "commands/call/many_targets.hpp"
#include "commands/call/progress_ticker.hpp"
#include "commands/call/result_output.hpp"
#include "commands/call/targets.hpp"
#include "commands/completion/name_cache.hpp"
#include "commands/exit_code.hpp"
#include "commands/farm/wait_conditions.hpp"
#include "commands/farm_commands.hpp"
#include "commands/line/command_path.hpp"
#include "commands/watch/live_screen.hpp"
#include "config/setting.hpp"
#include "farm/call.hpp"
#include "terminal/progress.hpp"
#include "terminal/sanitize.hpp"
#include "text/nearest.hpp"

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
            "FIELD=VALUE with a field of the noun's status or, where that lacks it, of its get; enumerations "
            "by name; also != < <= > >= ~ as in --where. 'deleted' holds when the object is gone. Several "
            "targets cost one list request a look where the API has such a list.\n\n"
            "Exit code 7: not all did in time; what was seen last is shown.",
        .positionals = {{.placeholder = "NOUN", .help = "of the targets: gateway, rds host, ..."},
                        {.placeholder = "TARGET",
                         .help = "names or IDs, behind those of their parents, or - for stdin",
                         .required = false,
                         .several = true}},
        .options = {{.name = "for",
                     .placeholder = "FIELD=VALUE",
                     .help = "what to wait for, or 'deleted'; several hold together",
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
                 .why = "expects seconds, or a number with ms, s, m or h",
                 .hint = "rasctl wait --help"};
}

struct Waited {
    Target target;
    bool met = false;
    bool gone = false;
    std::string seen{};
    Clock::duration took{};
};

class Wait {
  public:
    Wait(Context& context, const Arguments& arguments, std::string noun, std::vector<std::string> words)
        : context_(context), arguments_(arguments), noun_(std::move(noun)), words_(std::move(words)) {}

    Result<ExitCode> run() {
        auto timeout = time_of(arguments_, "timeout", std::chrono::minutes(10));
        if (!timeout) return timeout.error();
        auto interval = time_of(arguments_, "interval", std::chrono::seconds(2));
        if (!interval) return interval.error();
        timeout_ = *timeout;
        interval_ = std::max(*interval, milliseconds(100));
        const output::Shape shape{.identity = "name",
                                  .default_columns = {"id", "name", "result", "seen", "seconds"}};
        auto renderer = make_renderer(context_, shape, false);
        if (!renderer) return renderer.error();
        auto session = context_.session();
        if (!session) return session.error();
        session_ = *session;
        if (auto done = context_.run([this] { return go(); }); !done) return done.error();
        return show(*renderer);
    }

  private:
    asio::awaitable<Result<>> go() {
        auto version = co_await session_->server_version();
        if (!version) co_return version.error();
        const std::size_t count = words_.size() + (selects_targets(arguments_) ? 1 : 0);
        auto plan = plan_wait(context_.catalog(), noun_, arguments_.all("for"), count, *version);
        if (!plan) co_return plan.error();
        plan_ = std::move(*plan);
        if (auto found = co_await find(); !found) co_return found;
        co_return co_await watch();
    }

    asio::awaitable<Result<>> find() {
        farm::Directory directory(*session_, context_.catalog(), name_keeper(context_));
        auto targets =
            co_await find_targets(context_, plan_.sources.front().one, arguments_, words_, directory, false);
        if (!targets) {
            // Something that cannot be found is as deleted as can be.
            if (plan_.deleted && targets.error().exit_code == ExitCode::not_found && words_.size() == 1) {
                waited_.push_back(
                    {.target = {.id = words_.front(), .name = {}}, .met = true, .seen = "deleted"});
                co_return Result<>{};
            }
            co_return targets.error();
        }
        shared_ = targets->shared;
        for (Target& target : targets->each) waited_.push_back({.target = std::move(target)});
        co_return Result<>{};
    }

    asio::awaitable<Result<>> watch() {
        const auto started = Clock::now();
        terminal::Progress progress(context_.streams(), "waiting", waited_.size(), terminal::Unit::items,
                                    !context_.settings().on(config::SettingId::quiet));
        const ProgressTicker ticker(context_, progress);
        for (;;) {
            if (auto looked = co_await look(started); !looked) co_return looked;
            const auto open = open_ones();
            progress.set_done(waited_.size() - open.size());
            if (open.empty()) co_return Result<>{};
            progress.set_label(fmt::format("{} {}", shown(open.front()->target), open.front()->seen));
            const auto left = std::chrono::duration_cast<milliseconds>(started + timeout_ - Clock::now());
            if (left.count() <= 0) co_return Result<>{};
            co_await pause_for(std::min(left, interval_));
        }
    }

    std::vector<Waited*> open_ones() {
        std::vector<Waited*> open;
        for (Waited& one : waited_)
            if (!one.met) open.push_back(&one);
        return open;
    }

    asio::awaitable<Result<>> look(Clock::time_point started) {
        const auto open = open_ones();
        for (Waited* one : open) {
            one->met = true;
            one->seen.clear();
        }
        for (const Source& source : plan_.sources) {
            Result<> asked;
            if (open.size() > 1 && source.all)
                asked = co_await ask_all(source, open);
            else
                asked = co_await ask_each(source, open);
            if (!asked) co_return asked;
        }
        for (Waited* one : open) one->took = Clock::now() - started;
        co_return Result<>{};
    }

    asio::awaitable<Result<>> ask_all(const Source& source, const std::vector<Waited*>& open) {
        farm::Arguments arguments;
        arguments.targets = shared_;
        auto answer = co_await farm::call(*session_, *source.all, arguments);
        if (!answer) co_return answer.error();
        for (Waited* one : open) {
            const json::Value* row = row_with(*answer, one->target.id);
            if (auto judged = judge(source, *one, row); !judged) co_return judged;
        }
        co_return Result<>{};
    }

    asio::awaitable<Result<>> ask_each(const Source& source, const std::vector<Waited*>& open) {
        std::vector<Target> targets;
        targets.reserve(open.size());
        for (const Waited* one : open) targets.push_back(one->target);
        Act ask = [&](const Target& target) -> asio::awaitable<Result<json::Value>> {
            farm::Arguments arguments;
            arguments.targets = shared_;
            if (source.one.per_target) arguments.targets.push_back(target.id);
            co_return co_await farm::call(*session_, source.one.operation, arguments);
        };
        auto outcomes = co_await act_on_all(context_, std::move(targets), "", ask);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            const bool gone = outcomes[i].error && outcomes[i].error->exit_code == ExitCode::not_found;
            if (outcomes[i].error && !gone) co_return *outcomes[i].error;
            if (!outcomes[i].started) continue;
            const json::Value* row = gone ? nullptr : &outcomes[i].value;
            if (row && row->is_array()) row = row->as_array().empty() ? nullptr : &row->as_array().front();
            if (auto judged = judge(source, *open[i], row); !judged) co_return judged;
        }
        co_return Result<>{};
    }

    static const json::Value* row_with(const json::Value& rows, const std::string& id) {
        if (!rows.is_array()) return nullptr;
        for (const json::Value& row : rows.as_array())
            for (const std::string_view name : {"id", "hostID"})
                if (const json::Value* value = row.find(name); value && value->scalar_text() == id)
                    return &row;
        return nullptr;
    }

    // No row: the object is gone.
    Result<> judge(const Source& source, Waited& one, const json::Value* row) {
        if (row == nullptr) {
            one.seen = "deleted";
            if (plan_.deleted) return {};
            return Error{.exit_code = ExitCode::not_found,
                         .what = fmt::format("cannot wait for {} {}", noun_, shown(one.target)),
                         .why = "it is not there",
                         .hint = fmt::format("rasctl {} list", noun_)};
        }
        if (plan_.deleted) one.met = false;
        if (plan_.deleted && one.seen.empty()) one.seen = "still there";
        for (const Condition& condition : source.conditions) {
            if (!condition.field.field && condition.field.in(*row) == nullptr)
                return shows_no_such_field(one.target, condition, *row);
            one.met = one.met && condition.where.matches(*row);
            one.seen += fmt::format("{}{}", one.seen.empty() ? "" : ", ", seen_text(condition, *row));
        }
        return {};
    }

    // Neither the catalogue nor the farm knows the field: waiting for it would last for ever.
    Error shows_no_such_field(const Target& target, const Condition& condition,
                              const json::Value& row) const {
        std::vector<std::string> names;
        if (row.is_object())
            for (const json::Member& member : row.as_object()) names.emplace_back(member.name);
        Error error{.exit_code = ExitCode::usage,
                    .what = fmt::format("cannot wait for '{}'", terminal::sanitize(condition.text)),
                    .why = fmt::format("{} {} shows no such field", noun_, shown(target)),
                    .hint = fmt::format("rasctl explain {}", noun_)};
        if (const auto close = nearest(condition.field.path, names))
            error.hint = fmt::format("did you mean {}?", terminal::sanitize(*close));
        return error;
    }

    Result<ExitCode> show(output::Renderer& renderer) {
        if (waited_.empty()) context_.note("nothing to wait for: no target matches");
        std::size_t open = 0;
        for (const Waited& one : waited_) {
            json::Object row;
            row.append("id", id_value(one.target.id));
            row.append("name", one.target.name);
            row.append("result", one.met ? "met" : "timed out");
            row.append("seen", one.seen);
            row.append("seconds", std::chrono::duration_cast<std::chrono::seconds>(one.took).count());
            if (auto more = renderer.row(std::move(row)); !more) return more.error();
            open += one.met ? 0 : 1;
        }
        if (auto finished = renderer.finish(); !finished) return finished.error();
        if (open == 0) return ends_with(ExitCode::done);
        Error error{.exit_code = ExitCode::timed_out,
                    .what = fmt::format("{} of {} are not as wanted", open, waited_.size()),
                    .why = fmt::format("the time of {} is over",
                                       terminal::format_duration(
                                           std::chrono::duration_cast<std::chrono::seconds>(timeout_)))};
        for (const Waited& one : waited_)
            if (!one.met) error.details.push_back(fmt::format("{}: {}", shown(one.target), one.seen));
        return error;
    }

    Context& context_;
    const Arguments& arguments_;
    std::string noun_;
    std::vector<std::string> words_;
    session::Session* session_ = nullptr;
    milliseconds timeout_{}, interval_{};
    WaitPlan plan_;
    std::vector<std::string> shared_;
    std::vector<Waited> waited_;
};

Result<ExitCode> run_wait(Context& context, const Arguments& arguments) {
    const auto missing = [](std::string what, std::string why) {
        return Error{.exit_code = ExitCode::usage,
                     .what = std::move(what),
                     .why = std::move(why),
                     .hint = "rasctl wait --help"};
    };
    const auto given = target_words(context, arguments);
    if (!given) return given.error();
    const CommandPath path = find_command(context.catalog(), *given);
    if (path.noun.empty() || !context.catalog().noun(path.noun)) {
        if (!path.unknown.empty()) {
            Error error = unknown_command(context.catalog(), path);
            if (error.hint.starts_with("did you mean: rasctl "))
                error.hint.insert(std::string_view("did you mean: rasctl ").size(), "wait ");
            return error;
        }
        return missing("NOUN is missing", "of the targets: gateway, rds host, ...");
    }
    if (!arguments.given("for")) return missing("--for is missing", "say what to wait for");
    std::vector<std::string> words;
    if (path.command) words.emplace_back(path.command->verb());
    if (!path.unknown.empty()) words.push_back(path.unknown);
    words.insert(words.end(), path.rest.begin(), path.rest.end());
    if (words.empty() && !selects_targets(arguments))
        return missing("TARGET is missing", "name what to wait for, or say --all");
    return Wait(context, arguments, path.noun, std::move(words)).run();
}

}  // namespace

const HandWritten wait_command{"wait", wait_summary, "Farm", wait_usage, run_wait};

}  // namespace rasctl::commands
