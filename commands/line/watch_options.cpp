#include "commands/line/watch_options.hpp"

#include <fmt/format.h>

#include "config/setting.hpp"
#include "terminal/sanitize.hpp"
#include "text/quantity.hpp"

namespace rasctl::commands {
namespace {

// The server takes 50 requests in 10 s.
constexpr std::chrono::milliseconds least_interval{200};

}  // namespace

void add_watch_options(Usage& usage) {
    usage.options.push_back(
        {.name = "watch",
         .placeholder = {},
         .help = "look again and again and mark what changes, until Ctrl-C; --watch 10 every 10 "
                 "seconds",
         .group = "Watch"});
    usage.options.push_back({.name = "every",
                             .placeholder = "TIME",
                             .help = "time between two looks, with --watch",
                             .group = "Watch",
                             .default_text = std::string(usual_interval)});
}

Result<std::chrono::milliseconds> watch_interval(std::string_view text, std::string_view command) {
    const auto interval = config::parse_duration(text);
    if (interval && *interval >= least_interval) return *interval;
    return Error{
        .exit_code = ExitCode::usage,
        .what = interval ? fmt::format("'{}' is too short a time between two looks", terminal::sanitize(text))
                         : fmt::format("'{}' is no time", terminal::sanitize(text)),
        .why = interval ? "the server takes 50 requests in 10 seconds; 200ms is the least"
                        : fmt::format("expects seconds, or {}", duration_forms),
        .hint = fmt::format("rasctl {} --watch --every 10s", command)};
}

}  // namespace rasctl::commands
