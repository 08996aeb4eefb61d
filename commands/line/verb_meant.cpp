#include "commands/line/verb_meant.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/path_words.hpp"
#include "commands/line/synonyms.hpp"

namespace rasctl::commands {
namespace {

bool has_flag(const catalog::Command& command, std::string_view name) {
    for (std::size_t i = 0; i < command.operation_count(); ++i)
        if (command.operation(i).flag(name)) return true;
    return false;
}

std::optional<Words> renaming(const catalog::Catalog& catalog, const CommandPath& path,
                              std::string_view verb) {
    const auto command = catalog.command(fmt::format("{} {}", path.noun, verb));
    const std::size_t count = operands_behind(path);
    if (!command || count < 2) return std::nullopt;
    for (const std::string_view flag : {"new-name", "name", "display-name"}) {
        if (!has_flag(*command, flag)) continue;
        Words words = replaced(path, {std::string(verb)});
        std::string& last = words[path.unknown_at + count];
        last = fmt::format("--{}={}", flag, last);
        return words;
    }
    return std::nullopt;
}

// The line with the synonym replaced: "update --enabled" only where there is that flag, and
// "update --{identity}={last}" with the name of the noun's objects and the last word as its value.
std::optional<Words> with_target(const catalog::Catalog& catalog, const CommandPath& path,
                                 std::string_view target) {
    constexpr std::string_view naming = " --{identity}={last}";
    if (target.ends_with(naming))
        return renaming(catalog, path, target.substr(0, target.size() - naming.size()));
    const Words by = at_blanks(target);
    const auto command = catalog.command(fmt::format("{} {}", path.noun, by.front()));
    for (std::string_view word : by) {
        if (!command || !word.starts_with("--")) continue;
        word.remove_prefix(word.starts_with("--no-") ? 5 : 2);
        word = word.substr(0, word.find('='));
        const bool watches = word == "watch" && (by.front() == "list" || by.front() == "status");
        if (!watches && !has_flag(*command, word)) return std::nullopt;
    }
    return replaced(path, by);
}

}  // namespace

std::optional<CommandPath> verb_meant(const catalog::Catalog& catalog, const CommandPath& path) {
    std::optional<CommandPath> second_best;
    const auto known = meanings_of(synonyms().verbs, path.unknown);
    std::vector<std::string> targets(known.begin(), known.end());
    // "rds pool remove Office rdsh01": who names two means a member.
    if (operands_behind(path) > 1)
        std::ranges::stable_partition(targets, [](const auto& one) { return one.starts_with("member "); });
    for (const std::string& target : targets) {
        auto words = with_target(catalog, path, target);
        if (!words) continue;
        CommandPath meant = find_true_command(catalog, *words);
        const bool below =
            is_noun_or_below(meant.noun, path.noun) && (meant.found() || target.starts_with("--"));
        if (!below || !meant.unknown.empty()) continue;
        const bool fits = chooses(path) ? takes_targets(meant, operands_behind(path)) : !wants_target(meant);
        if (fits) return meant;
        if (!second_best) second_best = std::move(meant);
    }
    return second_best;
}

}  // namespace rasctl::commands
