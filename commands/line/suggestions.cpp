#include "commands/line/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "commands/line/cmdlet.hpp"
#include "commands/line/cmdlet_line.hpp"
#include "commands/line/command_search.hpp"
#include "commands/line/everyday.hpp"
#include "commands/line/filled_line.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/line/word_reader.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t most_suggestions = 3;
// Of what an unclear word may mean all are shown that fit a screen.
constexpr std::size_t most_candidates = 8;

std::string joined(std::string_view noun, std::string_view word) {
    return noun.empty() ? std::string(word) : fmt::format("{} {}", noun, word);
}

bool is_plain(const std::string& word) {
    return !word.empty() && word.front() != '-' && std::ranges::all_of(word, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == ':';
    });
}

// The words that follow, as far as they need no quotes: what is suggested is a command to run.
std::string plain_words(const Words& words) {
    std::string text;
    for (const std::string& word : words) {
        if (!is_plain(word)) break;
        text += " " + word;
    }
    return text;
}

// Of the command that the line begins with.
std::string summary_of(const catalog::Catalog& catalog, const std::string& line) {
    const std::string name = find_command_of_line(catalog, line).name();
    if (const auto command = catalog.command(name)) return std::string(command->summary());
    if (const auto noun = catalog.noun(name)) return std::string(noun->summary());
    const HandWritten* const own = find_hand_written(name);
    return std::string(own != nullptr ? own->summary : hand_written_noun_summary(name));
}

void show_choice(const catalog::Catalog& catalog, const Words& lines, Error& error) {
    std::size_t width = 0;
    for (const std::string& line : lines) width = std::max(width, line.size());
    for (const std::string& line : lines)
        error.details.push_back(fmt::format("rasctl {:{}}  {}", line, width, summary_of(catalog, line)));
}

void suggest(const catalog::Catalog& catalog, Words names, const std::string& rest, Error& error) {
    if (names.size() == 1) {
        error.hint = fmt::format("did you mean: rasctl {}{}", names.front(), rest);
        return;
    }
    if (names.size() > most_candidates) names.resize(most_candidates);
    show_choice(catalog, names, error);
}

void answer_cmdlet(const catalog::Catalog& catalog, const CmdletMeaning& meaning,
                   std::span<const std::string> words, Error& error) {
    error.why = meaning.without.empty() ? "cmdlets have other names here" : meaning.without;
    // One that makes and one that shows, at most: which of more is meant nobody knows.
    const bool said_more = !words.empty() && !meaning.commands.empty() && meaning.commands.size() <= 2;
    if (meaning.commands.size() == 1 || said_more)
        error.hint = fmt::format("did you mean: rasctl {}", cmdlet_line(catalog, meaning.commands, words));
    else
        show_choice(catalog, meaning.commands, error);
}

Words lines_for(const std::string& said, std::string_view noun) {
    Words lines;
    for (std::string line : meanings_of(synonyms().instead, said)) {
        constexpr std::string_view mark = "{noun}";
        if (const auto at = line.find(mark); at != std::string::npos) line.replace(at, mark.size(), noun);
        lines.push_back(std::move(line));
    }
    return lines;
}

// "get all" by both words, "move" by one, "mfa radius show" as "mfa radius get", "list idle sessions" without
// its verb, and what is so of every noun ("NOUN sessions").
Words known_instead(const CommandPath& path) {
    const auto word = [&](std::size_t place) {
        return path.unknown_at + place < path.words.size() ? path.words[path.unknown_at + place]
                                                           : std::string();
    };
    const std::string said = joined(path.noun, path.unknown);
    Words ways{said + " " + word(1), said};
    for (const std::string& verb : meanings_of(synonyms().verbs, path.unknown))
        if (!path.noun.empty()) ways.push_back(joined(path.noun, verb));
    if (path.noun.empty() && !meanings_of(synonyms().verbs, path.unknown).empty())
        ways.push_back(word(1) + " " + word(2));
    if (!path.noun.empty()) ways.push_back("NOUN " + path.unknown);
    for (const std::string& way : ways)
        if (Words lines = lines_for(way, path.noun); !lines.empty()) return lines;
    return {};
}

// "rds host set-max-sessions rdsh01 50" is an update of that flag.
std::string update_of(const catalog::Catalog& catalog, const CommandPath& path) {
    constexpr std::string_view set = "set-";
    const auto update = catalog.command(path.noun + " update");
    if (!update || !path.unknown.starts_with(set)) return {};
    const std::string name = path.unknown.substr(set.size());
    for (std::size_t i = 0; i < update->operation_count(); ++i)
        for (const catalog::Flag flag : update->operation(i).flags())
            if (same_word(flag.name(), name))
                return fmt::format("{} --{} VALUE", update->name(), flag.name());
    return std::string(update->name());
}

// A short word that begins otherwise is another one: "is" is no slip of "es", and "can" none of "man".
std::optional<std::string> nearest_of(const std::string& word, const Words& known) {
    auto close = nearest(word, known);
    if (close && word.size() < 4 && to_lower(word.front()) != close->front()) return std::nullopt;
    return close;
}

// What the words so far, and those behind that may belong to a command's name, find.
std::vector<FoundCommand> found_for(const catalog::Catalog& catalog, const CommandPath& path) {
    Words words;
    for (std::size_t i = 0; i <= path.unknown_at && i < path.words.size(); ++i)
        if (!is_option_word(path.words[i])) words.push_back(path.words[i]);
    // "install agent": what is acted upon stands behind.
    if (const auto next = path.unknown_at + 1; path.noun.empty() && next < path.words.size())
        if (!find_noun(catalog, {path.words[next]}).noun.empty()) words.push_back(path.words[next]);
    return search_commands(catalog, words, most_suggestions);
}

// "user ben.jones", "sessions ben": what shows one, or the list that can be of one.
std::string shows_one(const catalog::Catalog& catalog, const CommandPath& path) {
    const std::string get = path.noun + " get", show = path.noun + " show", list = path.noun + " list";
    if (catalog.command(get)) return get;
    if (find_hand_written(show) != nullptr) return show;
    const auto command = catalog.command(list);
    return command && command->operation(0).flag("user") ? list + " --user" : std::string();
}

// "rds host rdsh01": a word that no command knows, where a target may stand.
bool is_target(const catalog::Catalog& catalog, const CommandPath& path) {
    // "set-default" is an act.
    const auto dash = path.unknown.find('-');
    if (dash != std::string::npos && !meanings_of(synonyms().verbs, path.unknown.substr(0, dash)).empty())
        return false;
    if (synonyms().prepositions.contains(path.unknown)) return false;
    // "rds host deploy rdsh99": with a target behind it, it is an act.
    if (!path.rest.empty() && !is_option_word(path.rest.front())) return false;
    return is_plain(path.unknown) && !shows_one(catalog, path).empty() &&
           search_commands(catalog, {path.unknown}, 1).empty();
}

// "rds host sessions rdsh01": one word where `get` wants two names what the list is of.
bool is_parent(const catalog::Catalog& catalog, const CommandPath& path) {
    const auto targets = [&](std::string_view verb) {
        const auto command = catalog.command(fmt::format("{} {}", path.noun, verb));
        std::size_t most = 0;
        for (std::size_t i = 0; command && i < command->operation_count(); ++i)
            most = std::max(most, command->operation(i).path_parameters().size());
        return most;
    };
    return targets("list") == 1 && targets("get") == 2;
}

std::span<const std::string> words_behind(const CommandPath& path) {
    const std::span<const std::string> words(path.words);
    return words.subspan(std::min(path.unknown_at + 1, words.size()));
}

// "get hosts,gateways": a line for each.
Words each_of_list(const catalog::Catalog& catalog, const std::string& verb, const Words& operands) {
    Words lines;
    if (operands.size() != 1 || operands.front().find(',') == std::string::npos) return lines;
    for (std::string_view rest = operands.front(); !rest.empty();) {
        const CommandPath path = find_command(catalog, {verb, std::string(cut(rest, ','))});
        if (!path.found()) return {};
        lines.push_back(path.name());
    }
    return lines;
}

// "rm rdsh20", "rdsh01 status", "ben.jones": what it is of is not said.
bool answer_everyday(const catalog::Catalog& catalog, const CommandPath& path, Error& error) {
    Words operands;
    for (const std::string& word : words_behind(path)) {
        if (is_option_word(word)) break;
        operands.push_back(word);
    }
    // "enable site Branch": it is said of what.
    if (!operands.empty() && !find_noun(catalog, {operands.front()}).noun.empty()) return false;
    std::string verb = path.unknown;
    const bool is_name = looks_like_name(path.unknown) && is_plain(path.unknown);
    if (is_name) {
        verb = operands.empty() ? "get" : operands.front();
        operands = {path.unknown};
    }
    // Of more words some are no names.
    if (operands.size() > 1 && std::ranges::none_of(operands, looks_like_name)) operands.clear();
    Words lines = each_of_list(catalog, verb, operands);
    if (lines.empty()) lines = everyday_lines(catalog, verb, operands);
    if (lines.empty() && is_name) lines = everyday_lines(catalog, "get", operands);
    if (lines.size() < 2) return false;
    error.why = is_name ? "a name alone does not say what to do" : "it is not said of what";
    show_choice(catalog, lines, error);
    error.hint = is_name ? "rasctl --help" : fmt::format("rasctl search {}", verb);
    return true;
}

// "get /api/Gateway" is asked of the API itself.
std::optional<std::string> request_of(const CommandPath& path) {
    const auto is_path = [](const std::string& word) { return word.starts_with("/api/"); };
    const auto found = std::ranges::find_if(path.words, is_path);
    return found == path.words.end() ? std::nullopt : std::optional("api get " + terminal::sanitize(*found));
}

}  // namespace

Error unknown_command(const catalog::Catalog& catalog, const CommandPath& path) {
    const std::string word = terminal::sanitize(path.unknown);
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("unknown command '{}'", joined(path.noun, word)),
                .why = path.noun.empty() ? std::string("there is no such command or noun")
                                         : fmt::format("'{}' has no such verb or sub-noun", path.noun)};
    if (path.noun.empty())
        if (const auto cmdlet = meaning_of_cmdlet(catalog, path.unknown)) {
            answer_cmdlet(catalog, *cmdlet, words_behind(path), error);
            return error;
        }
    if (const auto request = request_of(path)) {
        error.hint = "did you mean: rasctl " + *request;
        return error;
    }
    if (Words elsewhere = known_instead(path); !elsewhere.empty()) {
        auto behind = words_behind(path);
        // "who is ben": the second word belongs to what is known.
        if (!behind.empty() && !lines_for(joined(path.noun, path.unknown) + " " + behind.front(), "").empty())
            behind = behind.subspan(1);
        for (std::string& line : elsewhere) line = filled_line(catalog, line, behind);
        suggest(catalog, elsewhere, "", error);
        if (error.hint.empty())
            error.hint =
                fmt::format("rasctl {} --help", find_command_of_line(catalog, elsewhere.front()).name());
        return error;
    }
    if (const std::string update = update_of(catalog, path); !update.empty()) {
        suggest(catalog, {update}, "", error);
        return error;
    }
    const std::string rest = path.elsewhere ? std::string() : plain_words(path.rest);
    if (!path.candidates.empty()) {
        if (path.candidates.size() > 1) error.why = "it can mean one of these";
        suggest(catalog, path.candidates, "", error);
        if (error.hint.empty())
            error.hint = fmt::format("rasctl {} --help",
                                     find_command_of_line(catalog, path.candidates.front()).name());
        return error;
    }
    // "app fly Calculator": what an app is is known, though not how it flies.
    if (const auto nouns = meanings_of(synonyms().top, path.unknown); path.noun.empty() && !nouns.empty()) {
        error.why = nouns.size() > 1 ? "it can mean one of these" : "it means another word here";
        show_choice(catalog, {nouns.begin(), nouns.end()}, error);
        error.hint = fmt::format("rasctl {} --help", nouns.front());
        return error;
    }
    if (path.noun.empty() && answer_everyday(catalog, path, error)) return error;
    Words near;
    for (const Child& child : children_of(catalog, path.noun)) {
        near.emplace_back(child.word);
        for (const auto alias : child.aliases) near.emplace_back(alias.value());
    }
    const auto close = nearest_of(path.unknown, near);
    const std::vector<FoundCommand> found = found_for(catalog, path);
    const bool sure = !found.empty() && found.front().by_name && found.front().score >= 80;
    Words names;
    for (const FoundCommand& one : found) names.push_back(one.name);
    const bool slip = close && edit_distance(path.unknown, *close, 1) <= 1;
    if (close && (!sure || slip || !path.noun.empty())) {
        error.hint = fmt::format("did you mean: rasctl {}{}", joined(path.noun, *close), rest);
        // It may be a word of its own that only looks alike.
        if (!slip && path.noun.empty()) show_choice(catalog, names, error);
    } else if (!path.noun.empty() && is_target(catalog, path))
        error.hint = fmt::format("did you mean: rasctl {} {}",
                                 is_parent(catalog, path) ? path.noun + " list" : shows_one(catalog, path),
                                 path.unknown);
    else if (!names.empty())
        suggest(catalog, std::move(names), "", error);
    if (error.hint.empty() && !found.empty() && is_plain(path.unknown))
        error.hint = fmt::format("rasctl search {}", joined(path.noun, path.unknown));
    else if (error.hint.empty())
        error.hint = fmt::format("rasctl {}--help", path.noun.empty() ? "" : path.noun + " ");
    return error;
}

std::vector<std::string> commands_meant(const catalog::Catalog& catalog, const Words& words) {
    const CommandPath path = find_command(catalog, words);
    if (path.found()) return {path.name()};
    Words lines = path.candidates;
    if (Words elsewhere = known_instead(path); !elsewhere.empty()) lines = std::move(elsewhere);
    Words names;
    for (const std::string& line : lines)
        if (const CommandPath one = find_command_of_line(catalog, line); one.found())
            names.push_back(one.name());
    return names;
}

}  // namespace rasctl::commands
