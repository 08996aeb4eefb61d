#include "commands/line/cmdlet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/command_search.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/synonyms.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t most_commands = 5;
constexpr std::size_t longest_cmdlet = 80;

// "PubRDSApp" as pub, rds, app.
Words words_of(std::string_view name) {
    Words words;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool after_small = i > 0 && !is_upper(name[i - 1]);
        const bool before_small = i + 1 < name.size() && is_lower(name[i + 1]);
        if (words.empty() || (is_upper(name[i]) && (after_small || before_small))) words.emplace_back();
        words.back() += to_lower(name[i]);
    }
    return words;
}

// The words in another order are the same name: PubRDSApp is `pub app rds`.
std::string sorted_words(Words words) {
    for (std::string& word : words) word = bare_singular(word);
    std::ranges::sort(words);
    return fmt::format("{}", fmt::join(words, " "));
}

Words split_noun(std::string_view noun) {
    Words words(1);
    for (const char c : noun) {
        if (c == ' ' || c == '-')
            words.emplace_back();
        else
            words.back() += c;
    }
    return words;
}

class Cmdlet {
  public:
    Cmdlet(const catalog::Catalog& catalog, std::string_view verb, std::string_view noun)
        : catalog_(catalog), verb_(lower_case(verb)), noun_(noun) {}

    CmdletMeaning meaning() {
        if (auto known = from_tables()) return std::move(*known);
        CmdletMeaning meaning;
        constexpr std::string_view status = "Status";
        if (noun_.size() > status.size() && noun_.ends_with(status)) {
            noun_.resize(noun_.size() - status.size());
            add_commands(meaning, nouns(), {"status"});
        } else {
            const auto verbs = meanings_of(synonyms().cmdlet_verbs, verb_);
            add_commands(meaning, nouns(), {verbs.begin(), verbs.end()});
        }
        if (meaning.commands.empty()) add_all_of(meaning);
        if (meaning.commands.empty()) search(meaning);
        return meaning;
    }

  private:
    std::optional<CmdletMeaning> from_tables() const {
        const Synonyms& table = synonyms();
        const std::string whole = bare_letters(fmt::format("{}-RAS{}", verb_, noun_));
        if (const auto found = table.cmdlet_commands.find(whole); found != table.cmdlet_commands.end())
            return CmdletMeaning{.commands = {found->second}};
        if (const auto found = table.cmdlets_without.find(whole); found != table.cmdlets_without.end())
            return CmdletMeaning{.without = found->second};
        const auto noun = table.cmdlet_nouns.find(bare_letters(noun_));
        if (noun == table.cmdlet_nouns.end() || catalog_.noun(noun->second)) return std::nullopt;
        const bool command = catalog_.command(noun->second) || find_hand_written(noun->second) != nullptr;
        return command ? std::optional(CmdletMeaning{.commands = {noun->second}}) : std::nullopt;
    }

    // The nouns that the cmdlet's may be.
    Words nouns() const {
        const auto& table = synonyms().cmdlet_nouns;
        if (const auto known = table.find(bare_letters(noun_)); known != table.end()) return {known->second};
        std::string name = noun_;
        constexpr std::string_view defaults = "DefaultSettings";
        if (name.ends_with(defaults))
            name.replace(name.size() - defaults.size(), defaults.size(), "Defaults");
        const std::string words = sorted_words(words_of(name));
        Words found;
        for (const catalog::Noun noun : catalog_.nouns()) {
            bool same = same_word(noun.name(), name) || sorted_words(split_noun(noun.name())) == words;
            const auto parent = noun.parent();
            for (const auto alias : noun.aliases())
                same = same ||
                       same_word(fmt::format("{} {}", parent ? parent->name() : "", alias.value()), name);
            if (same) found.emplace_back(noun.name());
        }
        return found;
    }

    void add_commands(CmdletMeaning& meaning, const Words& nouns, const Words& verbs) const {
        for (const std::string& noun : nouns) {
            for (const std::string& verb : verbs)
                if (std::string name = fmt::format("{} {}", noun, verb); catalog_.command(name))
                    meaning.commands.push_back(std::move(name));
            if (meaning.commands.empty()) add_below(meaning, noun, verbs);
        }
        if (meaning.commands.size() > most_commands) meaning.commands.resize(most_commands);
    }

    // New-RASMFA: what is made is one kind of it, `mfa totp create`.
    void add_below(CmdletMeaning& meaning, const std::string& noun, const Words& verbs) const {
        for (const catalog::Command command : catalog_.commands())
            if (command.name().starts_with(noun + " ") &&
                std::ranges::find(verbs, command.verb()) != verbs.end())
                meaning.commands.emplace_back(command.name());
    }

    // Update-RASLicense: the noun is known, though not what is done to it.
    void add_all_of(CmdletMeaning& meaning) const {
        for (const std::string& noun : nouns())
            for (const catalog::Command command : catalog_.commands())
                if (command.noun().name() == noun && meaning.commands.size() < most_commands)
                    meaning.commands.emplace_back(command.name());
    }

    void search(CmdletMeaning& meaning) const {
        Words words = words_of(noun_);
        if (const auto verbs = meanings_of(synonyms().cmdlet_verbs, verb_); !verbs.empty())
            words.push_back(verbs.front());
        for (FoundCommand& one : search_commands(catalog_, words, most_commands))
            meaning.commands.push_back(std::move(one.name));
        if (meaning.commands.empty()) meaning.without = "no command of rasctl is like it";
    }

    const catalog::Catalog& catalog_;
    std::string verb_, noun_;
};

}  // namespace

std::optional<CmdletMeaning> meaning_of_cmdlet(const catalog::Catalog& catalog, std::string_view word) {
    constexpr std::string_view prefix = "RAS";
    const auto dash = word.find('-');
    if (dash == std::string_view::npos || dash == 0 || word.size() > longest_cmdlet) return std::nullopt;
    const std::string_view verb = word.substr(0, dash);
    std::string_view noun = word.substr(dash + 1);
    const bool letters = std::ranges::all_of(verb, is_letter) &&
                         std::ranges::all_of(noun, [](char c) { return is_letter(c) || is_digit(c); });
    if (!letters || noun.size() <= prefix.size() || !equal_ignoring_case(noun.substr(0, 3), prefix))
        return std::nullopt;
    noun.remove_prefix(prefix.size());
    return Cmdlet(catalog, verb, noun).meaning();
}

}  // namespace rasctl::commands
