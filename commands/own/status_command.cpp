// The farm on one screen.
#include <fmt/format.h>

#include "commands/line/exit_code.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/watch_options.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/farm_status.hpp"
#include "commands/run/result_output.hpp"
#include "commands/run/watch/live_screen.hpp"
#include "commands/run/watch/watch.hpp"
#include "error/try.hpp"
#include "json/writer.hpp"
#include "output/format.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

constexpr std::string_view status_summary = "Show how the farm is, on one screen";

Usage status_usage() {
    Usage usage{
        .name = "status",
        .summary = std::string(status_summary),
        .description =
            "Sites, brokers, gateways, hosts and the like by state, sessions, load, licence, certificates "
            "that end within 30 days, servers that wait for 'settings apply'. Sends eleven list requests, "
            "however large the farm is.\n\n"
            "Exit code 0: nothing is wrong. Exit code 11: something is wrong: an agent has failed or cannot "
            "be reached, a certificate has expired, the licence needs attention. What only needs attention "
            "(a server in drain mode, one that needs an update, a certificate that ends soon) counts as "
            "wrong with --strict.",
        .options = {{.name = "strict",
                     .placeholder = {},
                     .help = "let what needs attention count as wrong",
                     .group = "Status"}},
        .examples = {"rasctl status", "rasctl status -o json --jq .findings",
                     "rasctl status --watch --every 10s"}};
    add_watch_options(usage);
    return usage;
}

Result<std::chrono::milliseconds> interval_of(const Arguments& arguments) {
    TRY(operands(status_usage(), arguments, 0, 0));
    return watch_interval(arguments.last("every").value_or(std::string(usual_interval)), "status");
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
    context.page_output();
    auto& streams = context.streams();
    const int width = streams.output_is_terminal() ? streams.output_width() : 0;
    return streams.out().write(to_screen(status, streams.output_palette(), width));
}

// Off a screen the looks follow each other: as text, or as one object a line.
Result<> show_next(Context& context, const FarmStatus& status) {
    auto& out = context.streams().out();
    if (context.settings().is_set(SettingId::jq)) {
        auto shown = show_value(context, {}, to_json(status));
        return shown ? out.flush() : shown;
    }
    const std::string text =
        shows_screen(context)
            ? fmt::format("{} {}\n", time_of_day(), to_screen(status, context.streams().output_palette(), 0))
            : json::write(to_json(status)) + "\n";
    TRY(out.write(text));
    return out.flush();
}

asio::awaitable<Result<>> watch_farm(Context& context, std::chrono::milliseconds interval) {
    std::optional<FarmStatus> status;
    const bool on_screen = shows_screen(context) && context.streams().output_redraws();
    Watched watched;
    watched.look = [&]() -> asio::awaitable<Result<>> {
        CO_TRY_LET(auto read, co_await read_farm_status(context));
        status = std::move(read);
        co_return on_screen ? Result<>{} : show_next(context, *status);
    };
    if (on_screen)
        watched.draw = [&](int columns, int) {
            return to_screen(*status, context.streams().output_palette(), columns);
        };
    co_return co_await watch(context, interval, std::move(watched));
}

Result<ExitCode> run_status(Context& context, const Arguments& arguments) {
    TRY_LET(const auto interval, interval_of(arguments));
    if (!shows_screen(context)) TRY(check_output(context));
    if (arguments.on("watch")) {
        TRY(context.run([&] { return watch_farm(context, interval); }));
        return ends_with(ExitCode::done);
    }
    std::optional<FarmStatus> status;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        CO_TRY_LET(auto read, co_await read_farm_status(context));
        status = std::move(read);
        co_return Result<>{};
    }));
    TRY(show_once(context, *status));
    const Severity limit = arguments.on("strict") ? Severity::attention : Severity::wrong;
    return ends_with(status->worst() >= limit ? ExitCode::unhealthy : ExitCode::done);
}

}  // namespace

extern const HandWritten status_command{"status", status_summary, "Farm", status_usage, run_status};

}  // namespace rasctl::commands
