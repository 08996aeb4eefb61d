#include "commands/run/start/aliases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/split_words.hpp"

namespace rasctl::commands {
namespace {

constexpr int most_steps = 16;

Error alias_error(std::string what, std::string why, std::string hint = {}) {
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = std::move(hint)};
}

}  // namespace

Result<std::optional<std::vector<std::string>>> expand_alias(Context& context, const CommandPath& line) {
    // The alias is looked up before the options are known; only the file counts here.
    auto file = config::ConfigFile::load(config::find_paths(context.environment()));
    if (!file) return file.error();
    std::vector<std::string> expanded = line.words;
    std::string word = line.unknown;
    std::size_t at = line.unknown_at;
    for (int step = 0; step < most_steps; ++step) {
        const auto meaning = file->alias(word);
        if (!meaning) {
            if (step == 0) return std::optional<std::vector<std::string>>();
            return std::optional(std::move(expanded));
        }
        if (!file->ownership().why_not_trusted.empty()) return file->not_trusted("alias." + word);
        auto split = split_words(*meaning);
        if (!split) return split.error();
        if (split->empty())
            return alias_error(fmt::format("the alias '{}' is empty", word), "it stands for nothing");
        if (split->front() == "rasctl") split->erase(split->begin());
        const auto place = expanded.erase(expanded.begin() + static_cast<std::ptrdiff_t>(at));
        expanded.insert(place, split->begin(), split->end());
        const CommandPath path = find_true_command(context.catalog(), expanded);
        if (path.unknown.empty() || !path.noun.empty()) return std::optional(std::move(expanded));
        word = path.unknown;
        at = path.unknown_at;
    }
    return alias_error(fmt::format("the alias '{}' stands on itself", line.unknown),
                       "it never comes to a command",
                       fmt::format("rasctl config unset alias.{}", line.unknown));
}

}  // namespace rasctl::commands
