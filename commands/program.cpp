#include "commands/program.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/run/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/global_options.hpp"
#include "commands/line/help_text.hpp"
#include "commands/line/suggestions.hpp"
#include "commands/run/account/open_session.hpp"
#include "commands/run/call/api_command.hpp"
#include "commands/run/start/plugin.hpp"
#include "commands/run/start/whole_line.hpp"
#include "error/try.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "terminal/output.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/signals.hpp"
#include "terminal/width.hpp"

namespace rasctl::commands {
namespace {

using Words = std::vector<std::string>;

Error no_dry_run(const HandWritten& command) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("'{}' has no --dry-run", command.name),
            .why = "it changes what is on this machine, at once",
            .hint = fmt::format("rasctl {} --help", command.name)};
}

class Program {
  public:
    Program(terminal::Streams& streams, const terminal::Environment& environment, const SessionOpener& opener,
            Lender* lender)
        : streams_(streams), environment_(environment), context_(streams, environment, opener, lender) {}

    Result<ExitCode> run(Words words) {
        if (words.size() == 1 && (words[0] == "--version" || words[0] == "-V" || words[0] == "-version"))
            return show_version();
        // What shells of other systems ask for help with.
        std::ranges::replace(words, "-?", "--help");
        std::ranges::replace(words, "/?", "--help");
        if (words.size() > 1 && words.back() == "?") words.back() = "--help";
        context_.words = std::move(words);
        TRY(read_line(context_, context_.words, LineEnd::come, line_));
        const CommandPath& path = line_.path;
        context_.words = path.words;
        if (line_.plugin) return run_plugin(context_, *line_.plugin, path.words, path.unknown_at);
        if (!path.unknown.empty()) return unknown_command(context_.catalog(), path);
        if (path.hand_written != nullptr) return run_hand_written(*path.hand_written);
        if (path.command) return run_api(*path.command);
        return show_help_for_noun();
    }

    // Whether failures are told as JSON: as the output would be, as far as that is known.
    bool tells_json() {
        const auto file = context_.config().load();
        const config::Settings settings(line_.flags, environment_, file ? *file : config::ConfigFile());
        const std::string format = settings.text(config::SettingId::output);
        return format == "json" || format == "jsonl";
    }

    void close() { context_.close(); }

  private:
    Result<ExitCode> show_version() {
        TRY(streams_.out().write("rasctl " RASCTL_VERSION "\n"));
        return ends_with(ExitCode::done);
    }

    // Colour and pager as the person set them, where there is somebody to see it.
    void prepare_help() {
        if (streams_.output_is_terminal() && context_.configure(line_.flags, true)) context_.page_output();
    }

    Result<ExitCode> show(std::string text) {
        TRY(streams_.out().hand_over(std::move(text)));
        return ends_with(ExitCode::done);
    }

    Error no_command(const CommandPath& path) {
        Error error{.exit_code = ExitCode::usage,
                    .what = "there is no command",
                    .why = fmt::format("only options were given: {}", terminal::sanitize(path.rest.front())),
                    .hint = "rasctl --help"};
        if (path.noun.empty()) return error;
        const std::string list = path.noun + " list";
        error.what = fmt::format("'{}' needs a verb", path.noun);
        error.why = "it is no command by itself";
        error.hint =
            fmt::format("rasctl {}", context_.catalog().command(list) ? list : path.noun + " --help");
        return error;
    }

    Result<ExitCode> show_help_for_noun() {
        const CommandPath& path = line_.path;
        // Options without a command ("rasctl --outptu json") must not pass silently.
        if (!path.rest.empty() && !line_.help) return no_command(path);
        prepare_help();
        const HelpStyle style = help_style(streams_);
        return show(path.noun.empty() ? help_at_top(context_.catalog(), style)
                                      : help_for_noun(context_.catalog(), path.noun, style));
    }

    Result<ExitCode> run_hand_written(const HandWritten& command) {
        if (command.passes_words) return command.run(context_, {});
        if (!line_.help && line_.flags.contains("dry-run") && !takes_dry_run(command))
            return no_dry_run(command);
        return run_parsed(command.mends_settings,
                          [&](const Arguments& arguments) { return command.run(context_, arguments); });
    }

    Result<ExitCode> run_api(const catalog::Command& command) {
        return run_parsed(
            false, [&](const Arguments& arguments) { return run_api_command(context_, command, arguments); });
    }

    template <class Run>
    Result<ExitCode> run_parsed(bool tolerant, Run run) {
        if (line_.help) {
            prepare_help();
            return show(help_for_command(line_.usage(), help_style(streams_)));
        }
        if (line_.given.problem) return *line_.given.problem;
        TRY(context_.configure(line_.flags, tolerant));
        TRY(check_global_options(context_.settings()));
        return run(Arguments(line_.given));
    }

    terminal::Streams& streams_;
    const terminal::Environment& environment_;
    Context context_;
    WholeLine line_;
};

}  // namespace

int run_program(Words words, terminal::Streams& streams, const terminal::Environment& environment,
                const SessionOpener& opener, Lender* lender) {
    Program program(streams, environment, opener, lender);
    auto result = program.run(std::move(words));
    program.close();
    auto flushed = streams.out().flush();
    if (result && !flushed) result = flushed.error();
    // All was done, but who presses Ctrl-C while we log off does not want a script to go on.
    if (result && terminal::stop_requested()) return static_cast<int>(ExitCode::interrupted);
    if (result) return static_cast<int>(*result);
    report(streams, result.error(), program.tells_json());
    flushed = streams.err().flush();
    return static_cast<int>(result.error().exit_code);
}

int run_program(Words words, terminal::Streams& streams, const terminal::Environment& environment) {
    return run_program(std::move(words), streams, environment, open_session);
}

}  // namespace rasctl::commands
