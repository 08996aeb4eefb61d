#include "commands/run/start/whole_line.hpp"

#include <algorithm>

#include "commands/line/api_usage.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/phrases.hpp"
#include "commands/line/row_filters.hpp"
#include "commands/run/start/aliases.hpp"
#include "commands/run/start/catalog_choice.hpp"
#include "commands/run/start/plugin.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

bool was_given(const WholeLine& line, std::string_view option) {
    return std::ranges::find(line.given.options, option, &GivenOption::name) != line.given.options.end();
}

WholeLine line_of(CommandPath path) {
    WholeLine line{.path = std::move(path)};
    // Words for another program are no options of ours, but those before its name are.
    const bool passed_on = line.path.hand_written != nullptr && line.path.hand_written->passes_words;
    if (line.path.hand_written != nullptr)
        line.usage = line.path.hand_written->usage();
    else if (line.path.command)
        line.usage = api_usage(*line.path.command);
    const std::span<const std::string> words(line.path.rest);
    if (passed_on) {
        line.given = read_words(line.usage, words.subspan(line.path.leading));
        line.flags =
            setting_flags(global_usage(), read_words(global_usage(), words.first(line.path.leading)));
        return line;
    }
    add_global_options(line.usage);
    line.given = read_words(line.usage, words);
    take_operands(line.path, line.usage, line.given);
    if (line.path.command) take_row_filters(*line.path.command, line.usage, line.given);
    line.flags = setting_flags(line.usage, line.given);
    line.help = line.path.help || was_given(line, "help");
    return line;
}

}  // namespace

Result<> read_line(Context& context, const std::vector<std::string>& words, WholeLine& line) {
    line = line_of(find_true_command(context.catalog(), words));
    const auto other = choose_catalog(context, line.flags, line.path.noun == "catalog");
    if (!other) return other.error();
    if (*other) line = line_of(find_true_command(context.catalog(), words));
    if (!line.path.unknown.empty() && line.path.noun.empty()) {
        auto expanded = expand_alias(context, line.path);
        if (!expanded) return expanded.error();
        if (*expanded && (*expanded)->shell) {
            line.plugin = (*expanded)->shell;
            line.path.words = std::move((*expanded)->words);
            line.path.unknown_at = (*expanded)->place;
            return {};
        }
        if (*expanded) line = line_of(find_true_command(context.catalog(), (*expanded)->words));
    }
    if (!line.path.unknown.empty() && line.path.noun.empty())
        line.plugin = find_plugin(context.environment(), line.path.unknown);
    if (line.path.unknown.empty() && !line.given.operands.empty() &&
        !is_all_digits(line.given.operands.front()))
        if (auto meant = find_command_of_noun(context.catalog(), line.path))
            line = line_of(std::move(*meant));
    if (!line.path.unknown.empty() && !line.plugin)
        line = line_of(find_command(context.catalog(), line.path.words));
    return {};
}

}  // namespace rasctl::commands
