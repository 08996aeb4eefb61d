#include "commands/line/api_usage.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/help_text.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/suggestions.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {
namespace {

Usage help_usage() {
    return {.name = "help",
            .summary = "Show help about a noun or a command",
            .positionals = {{.placeholder = "WORD",
                             .help = "noun, sub-nouns, verb",
                             .required = false,
                             .several = true}},
            .examples = {"rasctl help gateway", "rasctl help gateway create"}};
}

Result<ExitCode> run_help(Context& context, const Arguments& arguments) {
    const HelpStyle style = help_style(context.streams());
    const CommandPath path = find_command(context.catalog(), arguments.targets());
    if (!path.unknown.empty()) return unknown_command(context.catalog(), path);
    std::string text;
    if (path.hand_written != nullptr || path.command) {
        Usage shown = path.command ? api_usage(*path.command) : path.hand_written->usage();
        if (path.hand_written == nullptr || !path.hand_written->passes_words) add_global_options(shown);
        text = help_for_command(shown, style);
    } else {
        text = path.noun.empty() ? help_at_top(context.catalog(), style)
                                 : help_for_noun(context.catalog(), path.noun, style);
    }
    context.page_output();
    if (auto shown = context.streams().out().write(text); !shown) return shown.error();
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten help_command{"help", "Show help about a noun or a command", "Tools", help_usage,
                                      run_help};

}  // namespace rasctl::commands
