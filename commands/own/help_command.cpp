#include <fmt/format.h>

#include "commands/line/alias_text.hpp"
#include "commands/line/api_usage.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/help_text.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/suggestions.hpp"
#include "commands/run/context.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

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

Result<ExitCode> show_text(Context& context, const std::string& text) {
    context.page_output();
    TRY(context.streams().out().write(text));
    return ends_with(ExitCode::done);
}

// The words that the alias stands for as far as they are known without those behind it, and a line that says
// so.
std::optional<std::pair<std::vector<std::string>, std::string>> alias_called(Context& context,
                                                                             const std::string& name) {
    const auto text = context.config_file().alias(name);
    if (!text) return std::nullopt;
    const auto alias = read_alias(name, *text);
    const std::string shown = terminal::sanitize(*text);
    if (!alias || alias->is_shell)
        return std::pair(std::vector<std::string>{},
                         fmt::format("{} is an alias for: {}\n", terminal::sanitize(name), shown));
    std::vector<std::string> words;
    for (const std::string& word : alias->words) {
        if (has_place(word) || word.starts_with('-')) break;
        words.push_back(word);
    }
    return std::pair(std::move(words),
                     fmt::format("{} is an alias for: {}\n\n", terminal::sanitize(name), shown));
}

Result<ExitCode> run_help(Context& context, const Arguments& arguments) {
    const HelpStyle style = help_style(context.streams());
    std::string text;
    CommandPath path = find_true_command(context.catalog(), arguments.targets());
    if (path.noun.empty() && !path.unknown.empty())
        if (auto alias = alias_called(context, path.unknown)) {
            text = alias->second;
            if (alias->first.empty()) return show_text(context, text);
            path = find_command(context.catalog(), alias->first);
        }
    if (text.empty()) path = find_command(context.catalog(), arguments.targets());
    if (!path.unknown.empty()) {
        if (text.empty()) return unknown_command(context.catalog(), path);
        return show_text(context, text);
    }
    if (path.hand_written != nullptr || path.command) {
        Usage shown = path.command ? api_usage(*path.command) : path.hand_written->usage();
        if (path.hand_written == nullptr || !path.hand_written->passes_words) add_global_options(shown);
        text += help_for_command(shown, style);
    } else {
        text += path.noun.empty() ? help_at_top(context.catalog(), style)
                                  : help_for_noun(context.catalog(), path.noun, style);
    }
    return show_text(context, text);
}

}  // namespace

extern const HandWritten help_command{"help", "Show help about a noun or a command", "Tools", help_usage,
                                      run_help};

}  // namespace rasctl::commands
