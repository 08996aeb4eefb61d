#include "commands/run/start/whole_line.hpp"

#include <algorithm>

#include "commands/line/global_options.hpp"
#include "commands/line/known_usages.hpp"
#include "commands/line/noun_alone.hpp"
#include "commands/line/phrases.hpp"
#include "commands/line/row_filters.hpp"
#include "commands/line/slashed_words.hpp"
#include "commands/run/lender.hpp"
#include "commands/run/start/aliases.hpp"
#include "commands/run/start/catalog_choice.hpp"
#include "commands/run/start/plugin.hpp"
#include "error/try.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

bool was_given(const WholeLine& line, std::string_view option) {
    return std::ranges::find(line.given.options, option, &GivenOption::name) != line.given.options.end();
}

std::shared_ptr<const Usage> usage_in(Context& context, const CommandPath& path) {
    if (context.lender() != nullptr) return context.lender()->usages.of(path);
    return usage_of(path);
}

WholeLine line_of(Context& context, CommandPath path) {
    WholeLine line{.path = std::move(path)};
    if (!line.path.found() && std::ranges::all_of(line.path.rest, asks_for_help)) {
        line.help = line.path.help;
        return line;
    }
    // Words for another program are no options of ours, but those before its name are.
    const bool passed_on = line.path.hand_written != nullptr && line.path.hand_written->passes_words;
    line.read_by = usage_in(context, line.path);
    const Usage& usage = *line.read_by;
    const std::span<const std::string> words(line.path.rest);
    if (passed_on) {
        line.given = read_words(usage, words.subspan(line.path.leading));
        line.flags =
            setting_flags(global_usage(), read_words(global_usage(), words.first(line.path.leading)));
        return line;
    }
    line.given = read_words(usage, words);
    // "host create help" is no host of that name.
    const bool asks = line.path.command && usage.positionals.empty() &&
                      line.given.operands == std::vector<std::string>{"help"};
    take_operands(line.path, usage, line.given);
    if (line.path.command) take_row_filters(*line.path.command, usage, line.given);
    line.flags = setting_flags(usage, line.given);
    line.help = line.path.help || asks || was_given(line, "help");
    return line;
}

// The options that stand before the first other word.
std::span<const std::string> words_before_command(const std::vector<std::string>& words) {
    std::size_t count = 0;
    while (count < words.size() && words[count] != "--" && is_option_word(words[count]))
        count += asks_for_help(words[count])
                     ? 1
                     : read_option(global_usage(), std::span(words).subspan(count)).count;
    return std::span(words).first(std::min(count, words.size()));
}

// Whether the word may be, or be part of, an option that chooses another catalogue (--catalog, --context,
// -c), or the command by which a bad one is left.
bool may_choose_catalog(std::string_view word) {
    if (word == "catalog" || word.starts_with("--c")) return true;
    return word.starts_with('-') && !word.starts_with("--") && word.find('c') != std::string_view::npos;
}

// The line as the catalogue reads it that the line chooses. Where nothing behind the command can choose one,
// the line is read once; else the built-in catalogue reads it first.
Result<> read_by_its_catalog(Context& context, const std::vector<std::string>& words, WholeLine& line) {
    const auto before = words_before_command(words);
    const auto behind = std::span(words).subspan(before.size());
    const bool chosen_before = std::ranges::none_of(behind, may_choose_catalog);
    if (!chosen_before) line = line_of(context, find_true_command(context.catalog(), words));
    const bool is_way_back = line.path.noun == "catalog";
    const auto flags = !chosen_before || std::ranges::all_of(before, asks_for_help)
                           ? line.flags
                           : setting_flags(global_usage(), read_words(global_usage(), before));
    const auto other = choose_catalog(context, flags, is_way_back);
    if (!other || *other || chosen_before)
        line = line_of(context, find_true_command(context.catalog(), words));
    return other ? Result<>{} : Result<>(other.error());
}

}  // namespace

Result<> read_line(Context& context, const std::vector<std::string>& words, LineEnd end, WholeLine& line) {
    TRY(read_by_its_catalog(context, words, line));
    if (!line.path.unknown.empty() && line.path.noun.empty()) {
        TRY_LET(auto expanded, expand_alias(context, line.path));
        if (expanded && expanded->shell) {
            line.plugin = expanded->shell;
            line.path.words = std::move(expanded->words);
            line.path.unknown_at = expanded->place;
            return {};
        }
        if (expanded) line = line_of(context, find_true_command(context.catalog(), expanded->words));
        if (expanded && expanded->problem) return *expanded->problem;
    }
    if (!line.path.unknown.empty() && line.path.noun.empty())
        line.plugin = find_plugin(context.environment(), line.path.unknown);
    if (line.path.unknown.empty() && !line.given.operands.empty() &&
        !is_all_digits(line.given.operands.front()))
        if (auto meant = find_command_of_noun(context.catalog(), line.path))
            line = line_of(context, std::move(*meant));
    if (end == LineEnd::come && !line.path.found() && !line.plugin && !line.help)
        if (const auto list = list_with_options(context.catalog(), line.path.words))
            line = line_of(context, find_true_command(context.catalog(), *list));
    if (!line.path.unknown.empty() && !line.plugin)
        line = line_of(context, find_command(context.catalog(), line.path.words));
    if (line.path.unknown.empty() && !line.given.operands.empty())
        if (const auto parted = parted_targets(context.catalog(), line.path))
            line = line_of(context, find_true_command(context.catalog(), *parted));
    return {};
}

}  // namespace rasctl::commands
