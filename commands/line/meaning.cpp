// What words mean that are no true ones: other spellings, synonyms, another order.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "commands/line/api_usage.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/described_list.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/path_words.hpp"
#include "commands/line/phrases.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/slashed_words.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/line/verb_meant.hpp"
#include "commands/line/word_reader.hpp"
#include "terminal/sanitize.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

// Each step replaces one word; no line needs more.
constexpr int most_steps = 8;
// Nouns have at most so many words.
constexpr std::size_t longest_noun = 5;

class Meaning {
  public:
    // `whole`: whether all words are meant, or the noun alone.
    Meaning(const catalog::Catalog& catalog, bool whole) : catalog_(catalog), whole_(whole) {}

    // `deeper`: whether the verb may stand first, or belong to a sub-noun that was not named.
    CommandPath of(const Words& words, int steps, bool deeper) const {
        CommandPath path = find_true_command(catalog_, words);
        if (is_good(path) || steps == 0) return path;
        if (auto meant = spelled_otherwise(path, steps, deeper)) return std::move(*meant);
        if (auto meant = said_in_several(path, steps, deeper)) return std::move(*meant);
        if (path.noun.empty()) {
            if (is_known_elsewhere(path)) return path;
            if (deeper && whole_)
                if (auto meant = verb_first(path, steps)) return std::move(*meant);
            return any_of(path, readings(path, meanings_of(synonyms().top, path.unknown)), steps);
        }
        if (auto meant = behind_noun(path)) return std::move(*meant);
        // "on" alone may be a verb: "gateway on gw1".
        const bool with_noun = operands_behind(path) == 2;
        if (auto meant = with_noun ? list_joined(path) : std::nullopt) return std::move(*meant);
        if (is_known_elsewhere(path)) return path;
        if (auto meant = verb_meant(catalog_, path)) return std::move(*meant);
        if (auto meant = list_joined(path)) return std::move(*meant);
        if (auto meant = target_first(path, steps)) return std::move(*meant);
        if (auto meant = meant_below(path, steps)) return std::move(*meant);
        if (auto meant = beyond_own_noun(path, steps)) return std::move(*meant);
        if (auto meant = said_as_one(path, steps)) return std::move(*meant);
        if (auto meant = whole_ ? list_of_named(path) : std::nullopt) return std::move(*meant);
        return deeper ? any_of(path, in_sub_nouns(path), steps) : path;
    }

    // "status gateways": a command of ours that is a verb of nouns, too, and is told of one.
    std::optional<CommandPath> of_noun_behind(const CommandPath& path) const {
        CommandPath said = path;
        said.unknown = path.words[path.found_at];
        said.unknown_at = path.found_at;
        if (!is_verb(said.unknown) || operands_behind(said) == 0) return std::nullopt;
        auto meant = verb_first(said, most_steps);
        const bool other = meant && is_good(*meant) && meant->command;
        return other ? std::move(meant) : std::nullopt;
    }

  private:
    bool is_good(const CommandPath& path) const {
        return (path.unknown.empty() || (!whole_ && !path.noun.empty())) && path.candidates.empty();
    }

    // A word below the noun, or a noun written in one word: "Gateways", "rdshost".
    std::optional<CommandPath> spelled_otherwise(const CommandPath& path, int steps, bool deeper) const {
        std::vector<Words> list;
        const auto add = [&](Words words) {
            if (std::ranges::find(list, words) == list.end()) list.push_back(std::move(words));
        };
        for (const Child& child : children_of(catalog_, path.noun)) {
            if (is_called(child, path.unknown)) add({std::string(child.word)});
        }
        if (path.noun.empty() && list.empty())
            for (const catalog::Noun noun : catalog_.nouns())
                if (same_word(noun.name(), path.unknown)) add(at_blanks(noun.name()));
        if (list.size() != 1) return std::nullopt;
        return of(replaced(path, list.front()), steps - 1, deeper);
    }

    // "get gateways", "describe host rdsh01".
    std::optional<CommandPath> verb_first(const CommandPath& path, int steps) const {
        const bool known = !meanings_of(synonyms().verbs, path.unknown).empty() ||
                           (is_verb(path.unknown) && !means_nouns(path.unknown));
        if (!known) return std::nullopt;
        for (std::size_t count = std::min(operands_behind(path), longest_noun); count > 0; --count) {
            const auto verb = path.words.begin() + static_cast<std::ptrdiff_t>(path.unknown_at);
            Words turned = path.words;
            const auto place = turned.begin() + static_cast<std::ptrdiff_t>(path.unknown_at);
            std::rotate(place, place + 1, place + 1 + static_cast<std::ptrdiff_t>(count));
            // A verb that wants a target, without one, asks for the list.
            const bool gets = bare_letters(*verb) == "get" || bare_letters(*verb) == "show";
            // "show hosts in Branch" is a list, too.
            const bool joined = count < operands_behind(path) &&
                                synonyms().prepositions.contains(path.words[path.unknown_at + count + 1]);
            const bool lists =
                joined ? gets
                       : count == operands_behind(path) && bare_letters(*verb) == "get" && !chosen(path);
            CommandPath meant = of(turned, steps - 1, false);
            const bool whole = is_good(meant) && meant.found() && meant.found_at >= path.unknown_at + count;
            if (whole && lists && (wants_target(meant) || meant.hand_written != nullptr)) {
                turned[path.unknown_at + count] = "list";
                if (CommandPath list = of(turned, steps - 1, false); is_good(list) && list.found())
                    return list;
            }
            if (whole || !meant.candidates.empty()) return meant;
        }
        return shown_by_itself(path);
    }

    // "show version", "get status": a command of ours that shows, and needs no verb.
    std::optional<CommandPath> shown_by_itself(const CommandPath& path) const {
        const std::string& next = path.words[path.unknown_at + (operands_behind(path) == 0 ? 0 : 1)];
        const auto verbs = meanings_of(synonyms().verbs, path.unknown);
        const bool shows = bare_letters(path.unknown) == "get" ||
                           std::ranges::find(verbs, std::string("get")) != verbs.end();
        if (!shows || operands_behind(path) != 1 || find_hand_written(next) == nullptr) return std::nullopt;
        CommandPath meant = find_true_command(catalog_, replaced(path, {}));
        return is_good(meant) && meant.hand_written != nullptr ? std::optional(std::move(meant))
                                                               : std::nullopt;
    }

    // "pool" stands for kinds of things, although "rds host pool" is a command.
    bool means_nouns(std::string_view word) const {
        const auto targets = meanings_of(synonyms().top, word);
        return !targets.empty() && std::ranges::all_of(targets, [&](const std::string& target) {
            return catalog_.noun(target).has_value();
        });
    }

    static bool chosen(const CommandPath& path) {
        return std::ranges::find(path.words, "--all") != path.words.end();
    }

    bool is_verb(std::string_view word) const {
        for (const catalog::Command command : catalog_.commands())
            if (command.verb() == word) return true;
        return std::ranges::any_of(hand_written_commands(), [&](const HandWritten& own) {
            return own.name.find(' ') != std::string_view::npos &&
                   own.name.ends_with(" " + std::string(word));
        });
    }

    // "user logoff ben" is "session logoff ben": a noun of the hand-written commands means others, too, where
    // it lacks the verb.
    std::optional<CommandPath> beyond_own_noun(const CommandPath& path, int steps) const {
        const auto targets = meanings_of(synonyms().top, path.noun);
        if (targets.empty() || catalog_.noun(path.noun) || path.unknown_at == 0) return std::nullopt;
        CommandPath noun_only = path;
        --noun_only.unknown_at;
        if (!same_word(path.words[noun_only.unknown_at], path.noun)) return std::nullopt;
        return any_of(path, readings(noun_only, targets), steps);
    }

    // "ad integration", "excluded ad groups": a noun whose hyphens are said as blanks.
    std::optional<CommandPath> noun_in_words(const CommandPath& path, int steps, bool deeper) const {
        std::string said = path.unknown;
        for (std::size_t count = 2; count <= std::min(operands_behind(path) + 1, longest_noun); ++count) {
            said += "-" + path.words[path.unknown_at + count - 1];
            for (const Child& child : children_of(catalog_, path.noun))
                if (child.is_noun && is_called(child, said))
                    return of(replaced(path, {std::string(child.word)}, count), steps - 1, deeper);
        }
        return std::nullopt;
    }

    // "log off ben", "high availability load balancing": words that are one synonym.
    std::optional<CommandPath> said_in_several(const CommandPath& path, int steps, bool deeper) const {
        if (operands_behind(path) == 0) return std::nullopt;
        if (auto meant = noun_in_words(path, steps, deeper)) return meant;
        const Meanings& table = path.noun.empty() ? synonyms().top : synonyms().verbs;
        std::string said = path.unknown;
        std::optional<CommandPath> longest;
        for (std::size_t count = 2; count <= std::min(operands_behind(path) + 1, longest_noun); ++count) {
            said += "-" + path.words[path.unknown_at + count - 1];
            if (meanings_of(table, said).empty()) continue;
            CommandPath meant = of(replaced(path, {said}, count), steps - 1, deeper);
            if (is_good(meant) || !meant.candidates.empty()) longest = std::move(meant);
        }
        return longest;
    }

    // "sessions on rdsh01", "sessions of user ben": the list of what the noun is, for the value behind the
    // preposition.
    std::optional<CommandPath> list_joined(const CommandPath& path) const {
        const auto list = catalog_.command(path.noun + " list");
        if (!list || !synonyms().prepositions.contains(path.unknown)) return std::nullopt;
        const Usage usage = api_usage(*list);
        Words words;
        if (operands_behind(path) == 1 && option_joined(usage, path.unknown) != nullptr) {
            words = replaced(path, {"list", path.unknown});
        } else if (operands_behind(path) == 2) {
            const std::string& value = path.words[path.unknown_at + 2];
            const auto meant = option_meant(usage, path.words[path.unknown_at + 1], value);
            if (!meant || !meant->value.empty() || meant->option->placeholder.empty()) return std::nullopt;
            words = replaced(path, {"list", "--" + meant->name, value}, 3);
        } else {
            return std::nullopt;
        }
        CommandPath meant = find_true_command(catalog_, words);
        return is_good(meant) ? std::optional(std::move(meant)) : std::nullopt;
    }

    // "policy assign Kiosk", "theme set default Dark": what only another command does, said of this very
    // noun.
    static bool is_known_elsewhere(const CommandPath& path) {
        const std::string next = operands_behind(path) == 0 ? "" : path.words[path.unknown_at + 1];
        const Meanings& known = synonyms().instead;
        // "notify add disk" at the top; one word may mean something there.
        if (path.noun.empty()) return !next.empty() && !meanings_of(known, path.unknown + " " + next).empty();
        const std::string said = path.noun + " " + path.unknown;
        return !meanings_of(known, said).empty() || !meanings_of(known, said + " " + next).empty();
    }

    // "policy edit Kiosk", "gateway explain": one of ours that is told of a noun, behind it.
    std::optional<CommandPath> behind_noun(const CommandPath& path) const {
        if (!whole_ || find_hand_written(path.unknown) == nullptr) return std::nullopt;
        Words turned = path.words;
        const auto verb = turned.begin() + static_cast<std::ptrdiff_t>(path.unknown_at);
        const auto noun = std::ranges::find_if_not(turned.begin(), verb, is_option_word);
        std::rotate(noun, verb, verb + 1);
        CommandPath meant = find_true_command(catalog_, turned);
        const bool fits = is_good(meant) && meant.hand_written != nullptr && takes_nouns(meant) &&
                          (needs_no_target(*meant.hand_written) || operands_behind(path) > 0);
        return fits ? std::optional(std::move(meant)) : std::nullopt;
    }

    // "host rdsh01 drain", "policy Kiosk enable": the target before what is done to it.
    std::optional<CommandPath> target_first(const CommandPath& path, int steps) const {
        if (!whole_ || operands_behind(path) == 0 || is_word_of_ours(path.unknown)) return std::nullopt;
        const std::string& next = path.words[path.unknown_at + 1];
        if (!is_verb(next) && meanings_of(synonyms().verbs, next).empty()) return std::nullopt;
        CommandPath meant = of(replaced(path, {next, path.unknown}, 2), steps - 1, false);
        const bool acts = is_good(meant) && meant.found() && is_noun_or_below(meant.noun, path.noun) &&
                          takes_targets(meant, 1);
        return acts ? std::optional(std::move(meant)) : std::nullopt;
    }

    // A verb, or a kind of things ("rds host agent update"): no name of one.
    bool is_word_of_ours(std::string_view word) const {
        const Synonyms& table = synonyms();
        const auto children = children_of(catalog_, "");
        return is_verb(word) || !meanings_of(table.verbs, word).empty() ||
               !meanings_of(table.top, word).empty() || table.prepositions.contains(word) ||
               !meanings_of(table.instead, "NOUN " + std::string(word)).empty() ||
               std::ranges::any_of(children, [&](const Child& one) { return is_called(one, word); });
    }

    // "rds groups", "avd host pools": what the words mean at the top, of the kind that the noun is.
    std::optional<CommandPath> meant_below(const CommandPath& path, int steps) const {
        for (const std::size_t count : {std::size_t{2}, std::size_t{1}}) {
            if (operands_behind(path) + 1 < count) continue;
            std::string said = path.unknown;
            if (count == 2) said += "-" + path.words[path.unknown_at + 1];
            std::vector<Words> list;
            for (const std::string& target : meanings_of(synonyms().top, said))
                if (target != path.noun && is_noun_or_below(target, path.noun))
                    list.push_back(replaced(path, at_blanks(target.substr(path.noun.size() + 1)), count));
            if (!list.empty()) return any_of(path, list, steps);
        }
        return std::nullopt;
    }

    // "vdi host list": the noun and the word below it mean something together.
    std::optional<CommandPath> said_as_one(const CommandPath& path, int steps) const {
        if (path.unknown_at == 0 || !same_word(path.words[path.unknown_at - 1], path.noun))
            return std::nullopt;
        const std::string said = path.noun + "-" + path.unknown;
        const auto known = meanings_of(synonyms().top, said);
        Words targets(known.begin(), known.end());
        // "tenant brokers": a true noun, its hyphen said as a blank.
        for (const Child& child : children_of(catalog_, ""))
            if (targets.empty() && child.is_noun && is_called(child, said))
                targets = {std::string(child.word)};
        if (targets.empty()) return std::nullopt;
        CommandPath both = path;
        --both.unknown_at;
        std::vector<Words> list;
        for (const std::string& target : targets) list.push_back(replaced(both, at_blanks(target), 2));
        return any_of(path, list, steps);
    }

    // "mailbox get" is "mailbox settings get"; "rds list" may be one of several.
    std::vector<Words> in_sub_nouns(const CommandPath& path) const {
        Words verbs{path.unknown};
        for (const std::string& target : meanings_of(synonyms().verbs, path.unknown))
            if (target.find(' ') == std::string::npos) verbs.push_back(target);
        for (const std::string& verb : verbs) {
            std::vector<Words> list;
            for (const Child& child : children_of(catalog_, path.noun)) {
                if (child.is_noun && catalog_.command(fmt::format("{} {} {}", path.noun, child.word, verb)))
                    list.push_back(replaced(path, {std::string(child.word), verb}));
            }
            if (!list.empty()) return list;
        }
        return {};
    }

    // The only reading that makes a command or noun; or what there is to choose from.
    CommandPath any_of(const CommandPath& path, const std::vector<Words>& list, int steps) const {
        std::vector<CommandPath> good;
        Words unclear;
        for (const Words& words : list) {
            CommandPath meant = of(words, steps - 1, list.size() == 1);
            // Of the only reading is told what is wrong with it, or what it may mean.
            if (list.size() == 1 && !is_good(meant))
                return meant.candidates.empty() ? find_true_command(catalog_, words) : meant;
            if (is_good(meant))
                good.push_back(std::move(meant));
            else
                std::ranges::move(better_known(meant), std::back_inserter(unclear));
        }
        if (good.size() == 1) return std::move(good.front());
        CommandPath none = path;
        for (const CommandPath& one : good) none.candidates.push_back(line_said(one));
        none.elsewhere = good.empty() && !unclear.empty();
        if (good.empty()) none.candidates = std::move(unclear);
        return none;
    }

    // "pub app rds update Word": with the targets, and the option that a synonym brought.
    static std::string line_said(const CommandPath& path) {
        std::string line = path.name();
        const auto end = std::ranges::find_if(path.rest, is_option_word);
        const auto count = static_cast<std::size_t>(end - path.rest.begin());
        if (!path.found() || !takes_targets(path, count)) return line;
        for (const std::string& word : std::span(path.rest).first(count))
            line += " " + shell_word(terminal::sanitize(word));
        return line;
    }

    // What there is instead of a reading that makes no command.
    Words better_known(const CommandPath& path) const {
        if (!path.candidates.empty()) return path.candidates;
        const auto instead = meanings_of(synonyms().instead, path.noun + " " + path.unknown);
        return {instead.begin(), instead.end()};
    }

    // "rds pool members Office": a list that belongs to the one that is named.
    std::optional<CommandPath> list_of_named(const CommandPath& path) const {
        const auto list = catalog_.command(path.noun + " list");
        const bool is_name = path.unknown.find_first_of("/=") == std::string::npos &&
                             !is_verb(path.unknown) && meanings_of(synonyms().verbs, path.unknown).empty();
        if (!list || !is_name || catalog_.command(path.noun + " get")) return std::nullopt;
        Words words = path.words;
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(path.unknown_at), "list");
        CommandPath meant = find_true_command(catalog_, words);
        return is_good(meant) && wants_target(meant) ? std::optional(std::move(meant)) : std::nullopt;
    }

    const catalog::Catalog& catalog_;
    bool whole_;
};

}  // namespace

CommandPath find_command(const catalog::Catalog& catalog, const std::vector<std::string>& typed) {
    const Meaning meaning(catalog, true);
    const auto is_clear = [](const CommandPath& path) {
        return path.found() || (path.unknown.empty() && path.candidates.empty());
    };
    const Words words = parted_at_slashes(catalog, typed);
    CommandPath path = meaning.of(words, most_steps, true);
    if (is_clear(path)) return path;
    const Words fewer = without_fillers(words);
    CommandPath meant = fewer.size() == words.size() ? path : meaning.of(fewer, most_steps, true);
    if (is_clear(meant)) return meant;
    if (auto list = described_list(catalog, fewer,
                                   [&](const Words& said) { return meaning.of(said, most_steps, true); }))
        return std::move(*list);
    return meant.candidates.empty() ? path : meant;
}

std::optional<CommandPath> find_command_of_noun(const catalog::Catalog& catalog, const CommandPath& path) {
    const HandWritten* const own = path.hand_written;
    if (own == nullptr || own->passes_words || own->name.find(' ') != std::string_view::npos)
        return std::nullopt;
    if (takes_nouns(path)) return std::nullopt;
    return Meaning(catalog, true).of_noun_behind(path);
}

CommandPath find_noun(const catalog::Catalog& catalog, const std::vector<std::string>& words) {
    return Meaning(catalog, false).of(words, most_steps, true);
}

}  // namespace rasctl::commands
