#include "commands/line/command_path.hpp"

#include <fmt/format.h>

#include <map>

#include "commands/line/global_options.hpp"
#include "commands/line/path_words.hpp"
#include "commands/line/word_reader.hpp"

namespace rasctl::commands {
namespace {

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
    return path.command.has_value();
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

std::string CommandPath::name() const {
    if (hand_written != nullptr) return std::string(hand_written->name);
    return command ? std::string(command->name()) : noun;
}

CommandPath find_true_command(const catalog::Catalog& catalog, const std::vector<std::string>& words) {
    CommandPath path{.words = words};
    const auto place = [&](std::size_t i) { return words.begin() + static_cast<std::ptrdiff_t>(i); };
    for (std::size_t i = 0; i < words.size();) {
        const std::string& word = words[i];
        if (word == "--" || path.found()) {
            path.rest.insert(path.rest.end(), place(i), words.end());
            break;
        }
        if (is_option_word(word)) {
            const OptionWord option = read_option(global_usage(), std::span(words).subspan(i));
            for (const GivenOption& given : option.given) path.help = path.help || given.name == "help";
            path.rest.insert(path.rest.end(), place(i), place(i + option.count));
            i += option.count;
            continue;
        }
        if (!path.unknown.empty()) {
            path.rest.push_back(word);
        } else if (finish(catalog, path, word)) {
            path.found_at = i;
            path.leading = path.rest.size();
        } else if (auto noun = noun_called(catalog, path.noun, word)) {
            path.noun = std::move(*noun);
        } else {
            path.unknown = word;
            path.unknown_at = i;
        }
        ++i;
    }
    if (!path.found()) path.leading = path.rest.size();
    return path;
}

CommandPath find_command_of_line(const catalog::Catalog& catalog, std::string_view line) {
    return find_true_command(catalog, at_blanks(line));
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

}  // namespace rasctl::commands
