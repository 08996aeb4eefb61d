#include "commands/line/command_path.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

#include "commands/line/global_options.hpp"
#include "terminal/sanitize.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> verb_aliases{{
    {"ls", "list"},
    {"rm", "delete"},
    {"show", "get"},
    {"new", "create"},
    {"set", "update"},
    {"edit", "update"},
}};

std::string joined(std::string_view noun, std::string_view word) {
    return noun.empty() ? std::string(word) : fmt::format("{} {}", noun, word);
}

bool is_below(std::string_view name, std::string_view noun) {
    if (noun.empty()) return name.find(' ') == std::string_view::npos;
    return name.size() > noun.size() && name.starts_with(noun) && name[noun.size()] == ' ' &&
           name.find(' ', noun.size() + 1) == std::string_view::npos;
}

// The noun below `noun` that the word or one of its aliases names.
std::optional<std::string> noun_called(const catalog::Catalog& catalog, std::string_view noun,
                                       std::string_view word) {
    if (catalog.noun(joined(noun, word))) return joined(noun, word);
    for (const catalog::Noun one : catalog.nouns()) {
        if (!is_below(one.name(), noun)) continue;
        for (const auto alias : one.aliases())
            if (alias.value() == word) return std::string(one.name());
    }
    // Hand-written commands may have nouns of their own: "context use".
    const std::string prefix = joined(noun, word) + " ";
    for (const HandWritten& one : hand_written_commands())
        if (one.name.starts_with(prefix)) return joined(noun, word);
    return std::nullopt;
}

bool finish(const catalog::Catalog& catalog, CommandPath& path, std::string_view word) {
    std::string name = joined(path.noun, word);
    path.hand_written = find_hand_written(name);
    if (path.hand_written != nullptr) return true;
    path.command = catalog.command(name);
    if (path.command) return true;
    for (const auto& [alias, verb] : verb_aliases) {
        if (alias != word) continue;
        path.command = catalog.command(joined(path.noun, verb));
        if (path.command) return true;
    }
    return false;
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

bool same_letters(std::string_view noun, std::string_view word) {
    const auto letters = [](std::string_view text) {
        std::string out;
        for (const char c : text)
            if (c != ' ' && c != '-') out += c;
        return out;
    };
    return letters(noun) == letters(word);
}

// Nouns below others that somebody may mean by one word: "host" or "rdshost" for "rds host".
std::vector<std::string> nouns_like(const catalog::Catalog& catalog, std::string_view word) {
    constexpr std::size_t most_shown = 3;
    std::vector<std::string> names;
    for (const catalog::Noun noun : catalog.nouns()) {
        const bool meant = noun.last_word() == word || same_letters(noun.name(), word);
        if (meant && names.size() < most_shown) names.emplace_back(noun.name());
    }
    return names;
}

// The words that follow, as far as they need no quotes: what is suggested is a command to run.
std::string plain_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        const bool plain =
            !word.empty() && word.front() != '-' && std::ranges::all_of(word, [](unsigned char c) {
                return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == ':';
            });
        if (!plain) break;
        text += " " + word;
    }
    return text;
}

}  // namespace

CommandPath find_command(const catalog::Catalog& catalog, const std::vector<std::string>& words) {
    CommandPath path;
    bool found = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--") {
            path.rest.insert(path.rest.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
            break;
        }
        const bool option = word.size() > 1 && word.front() == '-';
        if (option && (word == "--help" || word == "-h")) {
            path.help = true;
            continue;
        }
        if (option && !found) {
            path.rest.push_back(word);
            if (global_option_takes_value(word).value_or(false) && i + 1 < words.size())
                path.rest.push_back(words[++i]);
            continue;
        }
        if (option || found || !path.unknown.empty()) {
            path.rest.push_back(word);
            continue;
        }
        if (finish(catalog, path, word)) {
            found = true;
        } else if (auto noun = noun_called(catalog, path.noun, word)) {
            path.noun = std::move(*noun);
        } else {
            path.unknown = word;
            path.unknown_at = i;
        }
    }
    return path;
}

std::vector<Child> children_of(const catalog::Catalog& catalog, std::string_view noun) {
    std::map<std::string, Child> children;
    for (const catalog::Noun one : catalog.nouns()) {
        if (!is_below(one.name(), noun)) continue;
        Child child{
            .word = std::string(one.last_word()), .summary = std::string(one.summary()), .is_noun = true};
        for (const auto alias : one.aliases()) child.aliases.emplace_back(alias.value());
        children.emplace(child.word, std::move(child));
    }
    for (const catalog::Command one : catalog.commands()) {
        if (noun.empty() || !is_below(one.name(), noun)) continue;
        // A verb hides no sub-noun of the same word: both are listed.
        children.insert_or_assign(
            std::string(one.verb()) + (children.contains(std::string(one.verb())) ? " " : ""),
            Child{.word = std::string(one.verb()), .summary = std::string(one.summary())});
    }
    for (const HandWritten& one : hand_written_commands()) {
        if (one.group.empty()) continue;
        if (is_below(one.name, noun)) {
            const std::string word(one.name.substr(noun.empty() ? 0 : noun.size() + 1));
            children.insert_or_assign(
                word,
                Child{.word = word, .summary = first_line(one.summary), .group = std::string(one.group)});
        } else if (noun.empty()) {
            // "context" itself, of "context use".
            const std::string word(one.name.substr(0, one.name.find(' ')));
            children.try_emplace(word, Child{.word = word,
                                             .summary = std::string(hand_written_noun_summary(word)),
                                             .is_noun = true,
                                             .group = std::string(one.group)});
        }
    }
    std::vector<Child> list;
    list.reserve(children.size());
    for (auto& [word, child] : children) list.push_back(std::move(child));
    return list;
}

Error unknown_command(const catalog::Catalog& catalog, const CommandPath& path) {
    std::vector<std::string> words;
    for (const Child& child : children_of(catalog, path.noun)) {
        words.push_back(child.word);
        words.insert(words.end(), child.aliases.begin(), child.aliases.end());
    }
    const std::string word = terminal::sanitize(path.unknown);
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("unknown command '{}'", joined(path.noun, word)),
                .why = {}};
    error.why = path.noun.empty() ? "there is no such command or noun"
                                  : fmt::format("'{}' has no such verb or sub-noun", path.noun);
    if (const auto close = nearest(path.unknown, words))
        error.hint =
            fmt::format("did you mean: rasctl {}{}", joined(path.noun, *close), plain_words(path.rest));
    else if (const auto elsewhere = nouns_like(catalog, path.unknown);
             path.noun.empty() && !elsewhere.empty())
        error.hint = fmt::format("did you mean: rasctl {}", fmt::join(elsewhere, ", or rasctl "));
    else
        error.hint = fmt::format("rasctl {}--help", path.noun.empty() ? "" : path.noun + " ");
    return error;
}

}  // namespace rasctl::commands
