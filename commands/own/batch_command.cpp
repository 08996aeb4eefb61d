// Many commands of one file, with one session and its connections for all.
#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/split_words.hpp"
#include "commands/own/batch_workers.hpp"
#include "commands/program.hpp"
#include "commands/run/account/shared_session.hpp"
#include "commands/run/lender.hpp"
#include "commands/run/report.hpp"
#include "commands/run/text_file.hpp"
#include "config/setting.hpp"
#include "error/try.hpp"
#include "farm/request_builder.hpp"
#include "http/known_secrets.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "terminal/signals.hpp"
#include "text/cut.hpp"

namespace rasctl::commands {
namespace {

using config::SettingId;

constexpr std::string_view batch_summary = "Run the commands of a file, with one session for all";
constexpr std::size_t largest_file = 64U << 20U;
constexpr std::int64_t most_workers = 64;

Usage batch_usage() {
    return {
        .name = "batch",
        .summary = std::string(batch_summary),
        .description =
            "One command a line, without 'rasctl', with the quotes of a shell; empty lines and lines that "
            "begin with # are skipped. Each command gives one line of JSON: its line, the command, its "
            "exit code, what it wrote to stdout (as JSON where it is) and to stderr. Nothing is asked: "
            "what needs confirmation needs --yes. Options of batch itself hold for every line.\n\n"
            "Commands run one after the other, or with --parallel N side by side, in any order. Exit "
            "code 8: some failed.",
        .positionals = {{.placeholder = "FILE",
                         .help = "the file; - or nothing is stdin",
                         .values = Values::file,
                         .required = false}},
        .options = {{.name = "stop-on-error",
                     .placeholder = {},
                     .help = "start nothing more after a failure",
                     .group = "Batch"}},
        .examples = {"rasctl batch commands.txt", "rasctl batch --parallel 4 --yes < commands.txt"}};
}

Result<std::string> batch_text(Context& context, const Arguments& arguments) {
    TRY_LET(auto words, operands(batch_usage(), arguments, 0, 1));
    if (words.empty() || words.front() == "-") return context.streams().in().read_all(largest_file);
    return read_text_file(context, words.front());
}

std::vector<BatchLine> batch_lines(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::vector<BatchLine> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        std::string_view line = cut(text, '\n');
        constexpr std::string_view blanks = " \t\r";
        while (!line.empty() && blanks.find(line.back()) != std::string_view::npos) line.remove_suffix(1);
        const auto begin = line.find_first_not_of(blanks);
        if (begin == std::string_view::npos || line[begin] == '#') continue;
        lines.push_back({number, std::string(line.substr(begin))});
    }
    return lines;
}

// What was given to batch itself, as words before each line's own.
std::vector<std::string> inherited_words(const config::Settings& settings) {
    std::vector<std::string> words{"--no-input"};
    for (const config::Setting& setting : config::settings_table()) {
        const bool own = setting.id == SettingId::parallel || setting.id == SettingId::no_input;
        if (own || setting.flag.empty() || settings.source(setting.id) != config::Source::flag) continue;
        const bool boolean = setting.type == config::SettingType::boolean;
        words.push_back(fmt::format(
            "--{}={}", setting.flag,
            boolean ? std::string(settings.on(setting.id) ? "true" : "false") : settings.text(setting.id)));
    }
    return words;
}

// JSON where it is JSON, null for nothing, else the text: with bytes that are no UTF-8 shown as escapes, as
// JSON has no place for them.
json::Value output_value(const std::string& text) {
    if (text.empty()) return {};
    if (text.front() == '{' || text.front() == '[')
        if (auto value = json::parse(text)) return std::move(*value);
    return in_utf8(text);
}

// The line with "***" for secrets that were given as plain values, which their command refuses.
std::string shown_line(std::string text, const std::vector<std::string>& words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string& word = words[at];
        const auto equals = word.find('=');
        if (!word.starts_with("--") || !farm::sounds_secret(word.substr(0, equals))) continue;
        std::string value = equals != std::string::npos ? word.substr(equals + 1)
                            : at + 1 < words.size()     ? words[at + 1]
                                                        : std::string{};
        const bool elsewhere = value.starts_with('@') || value.starts_with("env:") || value.starts_with('-');
        const auto place = value.empty() || elsewhere ? std::string::npos : text.find(value);
        if (place != std::string::npos) text.replace(place, value.size(), http::secret_mask);
    }
    return text;
}

BatchResult run_line(const BatchLine& line, const std::vector<std::string>& before, Context& context,
                     Lender& lender, const SessionOpener& opener) {
    auto streams = terminal::Streams::in_memory();
    int code = static_cast<int>(ExitCode::usage);
    auto words = split_words(line.text);
    const std::string shown = words ? shown_line(line.text, *words) : line.text;
    if (words) {
        if (!words->empty() && words->front() == "rasctl") words->erase(words->begin());
        words->insert(words->begin(), before.begin(), before.end());
        // Whatever happens to one line, the others are run.
        try {
            code = run_program(std::move(*words), streams, context.environment(), opener, &lender);
        } catch (const std::exception& bug) {
            code = static_cast<int>(ExitCode::refused);
            report(streams, {.what = "this is a bug in rasctl", .why = bug.what()}, false);
        }
    } else {
        report(streams, words.error(), false);
    }
    json::Object row;
    row.append("line", static_cast<std::uint64_t>(line.number));
    row.append("command", in_utf8(shown));
    row.append("exitCode", code);
    row.append("output", output_value(streams.out().text()));
    std::string error = streams.err().text();
    while (!error.empty() && error.back() == '\n') error.pop_back();
    row.append("error", error.empty() ? json::Value() : json::Value(in_utf8(error)));
    return {code, json::write(row)};
}

Result<> run_lines(const std::vector<BatchLine>& lines, const NextLine& next,
                   const std::vector<std::string>& before, Context& context, const OnResult& done) {
    const SessionOpener opener = lending(context);
    Lender lender(context);
    for (auto index = next(); index; index = next()) {
        TRY(done(run_line(lines[*index], before, context, lender, opener)));
        // A stop may have come where nothing waited for it.
        if (terminal::stop_requested()) return {};
    }
    return {};
}

Result<ExitCode> run_batch_command(Context& context, const Arguments& arguments) {
    TRY_LET(auto text, batch_text(context, arguments));
    const std::vector<BatchLine> lines = batch_lines(text);
    const config::Settings& settings = context.settings();
    const std::vector<std::string> before = inherited_words(settings);
    const bool parallel = settings.source(SettingId::parallel) == config::Source::flag;
    BatchPlan plan{
        .lines = lines.size(),
        .workers = static_cast<std::size_t>(
            parallel ? std::clamp<std::int64_t>(settings.integer(SettingId::parallel), 1, most_workers) : 1),
        .stop_on_error = arguments.on("stop-on-error")};
    plan.begin_fork = [&] { context.io().notify_fork(boost::asio::execution_context::fork_prepare); };
    plan.in_parent = [&] { context.io().notify_fork(boost::asio::execution_context::fork_parent); };
    plan.in_child = [&] { context.io().notify_fork(boost::asio::execution_context::fork_child); };
    plan.work = [&](const NextLine& next, const OnResult& done) -> Result<> {
        const auto told = run_lines(lines, next, before, context, done);
        // A worker is a process of its own and ends the session that it began.
        context.close();
        return told;
    };
    if (plan.workers > 1) prepare_for_forks(context);
    const auto failed = run_batch(plan, [&](std::string_view line) -> Result<> {
        auto& out = context.streams().out();
        TRY(out.write(fmt::format("{}\n", line)));
        return out.flush();
    });
    if (!failed) return failed.error();
    if (*failed == 0) return ends_with(ExitCode::done);
    return Error{.exit_code = ExitCode::some_failed,
                 .what = fmt::format("{} of {} commands failed", *failed, lines.size()),
                 .why = {},
                 .hint = "see exitCode and error of their lines"};
}

}  // namespace

extern const HandWritten batch_command{"batch",           batch_summary, "Farm", batch_usage,
                                       run_batch_command, false,         false,  Changes::the_farm};

}  // namespace rasctl::commands
