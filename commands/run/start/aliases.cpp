#include "commands/run/start/aliases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/alias_text.hpp"
#include "commands/run/start/plugin.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

constexpr int most_steps = 16;
constexpr std::string_view shell = "/bin/sh";

using Words = std::vector<std::string>;

Error stands_on_itself(const std::string& name) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("the alias '{}' stands on itself", terminal::sanitize(name)),
            .why = "it never comes to a command",
            .hint = fmt::format("rasctl config unset alias.{}", terminal::sanitize(name))};
}

Words part(const Words& words, std::size_t from, std::size_t to) {
    return {words.begin() + static_cast<std::ptrdiff_t>(from),
            words.begin() + static_cast<std::ptrdiff_t>(to)};
}

// `sh -c SCRIPT NAME ARGUMENT...`: the script's $1 is the word as it was typed.
ExpandedLine shell_line(const Words& words, std::size_t at, const std::string& script) {
    ExpandedLine line{.words = part(words, 0, at + 1), .shell = std::string(shell), .place = at};
    line.words.insert(line.words.end(), {"-c", script, words[at]});
    line.words.insert(line.words.end(), words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end());
    return line;
}

std::optional<std::string> alias_in(const json::Object& configuration, const std::string& name) {
    const json::Value* aliases = configuration.find("aliases");
    const json::Value* found = aliases ? aliases->find(name) : nullptr;
    return found && found->is_string() ? std::optional(found->as_string()) : std::nullopt;
}

// The words before the first that only the line itself will tell.
Words known_words(const Words& words) {
    return part(words, 0, static_cast<std::size_t>(std::ranges::find_if(words, has_place) - words.begin()));
}

}  // namespace

Result<std::optional<ExpandedLine>> expand_alias(Context& context, const CommandPath& line) {
    // The alias is looked up before the options are known; only the file counts here.
    TRY_LET(auto file, context.config().load());
    Words expanded = line.words;
    std::string word = line.unknown;
    std::size_t at = line.unknown_at;
    for (int step = 0; step < most_steps; ++step) {
        const auto meaning = file.alias(word);
        if (!meaning) {
            if (step == 0) return std::optional<ExpandedLine>();
            return std::optional(ExpandedLine{.words = std::move(expanded)});
        }
        if (!file.ownership().why_not_trusted.empty()) return file.not_trusted("alias." + word);
        TRY_LET(const auto alias, read_alias(word, *meaning));
        if (alias.is_shell) return std::optional(shell_line(expanded, at, alias.script));
        const auto filled = fill_alias(word, alias.words, part(expanded, at + 1, expanded.size()));
        const Words& words = filled ? *filled : alias.words;
        expanded.resize(at);
        expanded.insert(expanded.end(), words.begin(), words.end());
        if (!filled)
            return std::optional(ExpandedLine{.words = std::move(expanded), .problem = filled.error()});
        const CommandPath path = find_true_command(context.catalog(), expanded);
        if (path.unknown.empty() || !path.noun.empty())
            return std::optional(ExpandedLine{.words = std::move(expanded)});
        word = path.unknown;
        at = path.unknown_at;
    }
    return std::optional(
        ExpandedLine{.words = std::move(expanded), .problem = stands_on_itself(line.unknown)});
}

Result<> check_alias(Context& context, const json::Object& configuration, const std::string& name) {
    const catalog::Catalog& catalog = context.catalog();
    const auto wrong = [&](std::string why) {
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("cannot set alias '{}'", terminal::sanitize(name)),
                     .why = std::move(why)};
    };
    if (find_true_command(catalog, {name}).unknown.empty())
        return wrong("it would be hidden by the command of that name");
    Words seen{name};
    for (;;) {
        const auto text = alias_in(configuration, seen.back());
        if (!text) return {};
        const auto alias = read_alias(seen.back(), *text);
        if (!alias) return wrong(alias.error().why);
        if (alias->is_shell) return {};
        const Words words = known_words(alias->words);
        const CommandPath path = find_true_command(catalog, words);
        if (path.unknown.empty()) return {};
        if (!path.noun.empty() || !alias_in(configuration, path.unknown)) {
            const bool understood = find_command(catalog, words).unknown.empty();
            if (understood || (path.noun.empty() && find_plugin(context.environment(), path.unknown)))
                return {};
            return wrong(fmt::format(
                "'{}' is no command",
                terminal::sanitize(path.noun.empty() ? path.unknown : path.noun + " " + path.unknown)));
        }
        if (std::ranges::find(seen, path.unknown) != seen.end())
            return wrong("it stands on itself, and never comes to a command");
        seen.push_back(path.unknown);
    }
}

}  // namespace rasctl::commands
