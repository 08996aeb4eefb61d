// The farm on one screen.
#include <fmt/format.h>

#include "commands/call/result_output.hpp"
#include "commands/exit_code.hpp"
#include "commands/farm/farm_status.hpp"
#include "commands/farm/live_screen.hpp"
#include "commands/farm_commands.hpp"
#include "commands/line/operands.hpp"
#include "config/setting.hpp"
#include "json/writer.hpp"
#include "output/format.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

constexpr std::string_view summary = "Show how the farm is, on one screen";
constexpr std::chrono::milliseconds usual_interval{5000};

Usage usage() {
    return {
        .name = "status",
        .summary = std::string(summary),
        .description =
            "Sites, brokers, gateways, hosts and the like by state, sessions, load, licence, certificates "
            "that end within 30 days, servers that wait for 'settings apply'. Sends eleven list requests, "
            "however large the farm is.\n\n"
            "Exit code 0: nothing is wrong. Exit code 11: something is wrong: an agent has failed or cannot "
            "be reached, a certificate has expired, the licence needs attention. What only needs attention "
            "(a server in drain mode, one that needs an update, a certificate that ends soon) counts as "
            "wrong with --strict.",
        .positionals = {{.placeholder = "SECONDS",
                         .help = "time between two looks, with --watch (5)",
                         .required = false}},
        .options = {{.name = "watch",
                     .placeholder = {},
                     .help = "look again and again, until Ctrl-C",
                     .group = "Status"},
                    {.name = "strict",
                     .placeholder = {},
                     .help = "let what needs attention count as wrong",
                     .group = "Status"}},
        .examples = {"rasctl status", "rasctl status -o json --jq .findings", "rasctl status --watch 10"}};
}

Result<std::chrono::milliseconds> interval_of(const Arguments& arguments) {
    auto words = operands(usage(), arguments, 0, arguments.on("watch") ? 1 : 0);
    if (!words) return words.error();
    if (words->empty()) return usual_interval;
    const auto interval = config::parse_duration(words->front());
    if (!interval || interval->count() < 1)
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("'{}' is no time", terminal::sanitize(words->front())),
                     .why = "expects seconds, or a number with ms, s, m or h",
                     .hint = "rasctl status --watch 10"};
    return *interval;
}

bool shows_screen(Context& context) {
    const auto& settings = context.settings();
    const std::string format = settings.text(SettingId::output);
    return (format == "table" || format == "wide") && !settings.is_set(SettingId::jq) &&
           !settings.is_set(SettingId::columns);
}

Result<> show_once(Context& context, const FarmStatus& status) {
    if (context.settings().on(SettingId::quiet)) return {};
    if (!shows_screen(context)) return show_value(context, {}, to_json(status));
    auto& streams = context.streams();
    const int width = streams.output_is_terminal() ? streams.output_width() : 0;
    return streams.out().write(to_screen(status, streams.output_palette(), width));
}

Result<> show_frame(Context& context, LiveScreen& screen, const FarmStatus& status) {
    auto& streams = context.streams();
    if (!shows_screen(context)) return streams.out().write(json::write(to_json(status)) + "\n");
    const int width = screen.redraws() ? streams.output_width() : 0;
    std::string text = to_screen(status, streams.output_palette(), width);
    return screen.show(fmt::format("{} {}", time_of_day(), text) + (screen.redraws() ? "" : "\n"));
}

asio::awaitable<Result<>> watch(Context& context, LiveScreen& screen, std::chrono::milliseconds interval) {
    for (;;) {
        auto status = co_await read_farm_status(context);
        if (!status) co_return status.error();
        if (auto shown = show_frame(context, screen, *status); !shown) co_return shown;
        if (auto flushed = context.streams().out().flush(); !flushed) co_return flushed;
        co_await pause_for(interval);
    }
}

Result<ExitCode> run(Context& context, const Arguments& arguments) {
    const auto interval = interval_of(arguments);
    if (!interval) return interval.error();
    if (arguments.on("watch")) {
        LiveScreen screen(context.streams());
        auto watched = context.run([&] { return watch(context, screen, *interval); });
        if (!watched) return watched.error();
        return ends_with(ExitCode::done);
    }
    std::optional<FarmStatus> status;
    auto done = context.run([&]() -> asio::awaitable<Result<>> {
        auto read = co_await read_farm_status(context);
        if (!read) co_return read.error();
        status = std::move(*read);
        co_return Result<>{};
    });
    if (!done) return done.error();
    if (auto shown = show_once(context, *status); !shown) return shown.error();
    const Severity limit = arguments.on("strict") ? Severity::attention : Severity::wrong;
    return ends_with(status->worst() >= limit ? ExitCode::unhealthy : ExitCode::done);
}

}  // namespace

const HandWritten status_command{"status", summary, "Farm", usage, run};

}  // namespace rasctl::commands
