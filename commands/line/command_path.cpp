#include "commands/line/command_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

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

// Calls `found` with each that stands one word below the noun. All are sorted by name, so that those below a
// noun stand together.
template <class Handle>
void each_below(const catalog::Handles<Handle>& all, std::string_view noun, auto found) {
    const std::string prefix = noun.empty() ? std::string() : std::string(noun) + " ";
    const auto places = std::views::iota(std::size_t{0}, all.size());
    const auto first =
        std::ranges::partition_point(places, [&](std::size_t i) { return all[i].name() < prefix; });
    for (const std::size_t i : std::ranges::subrange(first, places.end())) {
        const Handle one = all[i];
        if (!one.name().starts_with(prefix)) break;
        if (is_below(one.name(), noun)) found(one);
    }
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
        if (asks_for_help(word)) {
            path.help = true;
            path.rest.push_back(word);
            ++i;
            continue;
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
    std::vector<Child> children;
    children.reserve(128);
    each_below(catalog.nouns(), noun, [&](const catalog::Noun& one) {
        children.push_back(
            {.word = one.last_word(), .summary = one.summary(), .is_noun = true, .aliases = one.aliases()});
    });
    const auto place_of = [&](std::string_view word) {
        return std::ranges::lower_bound(children, word, {}, &Child::word);
    };
    const auto is_at = [&](auto place, std::string_view word) {
        return place != children.end() && place->word == word;
    };
    if (!noun.empty())
        each_below(catalog.commands(), noun, [&](const catalog::Command& one) {
            const auto place = place_of(one.verb());
            // A verb hides no sub-noun of the same word: both are listed.
            children.insert(is_at(place, one.verb()) ? place + 1 : place,
                            {.word = one.verb(), .summary = one.summary()});
        });
    for (const HandWritten& one : hand_written_commands()) {
        if (one.group.empty()) continue;
        if (is_below(one.name, noun)) {
            const Child child{.word = one.name.substr(noun.empty() ? 0 : noun.size() + 1),
                              .summary = one.summary,
                              .group = one.group};
            const auto place = place_of(child.word);
            if (is_at(place, child.word))
                *place = child;
            else
                children.insert(place, child);
        } else if (noun.empty()) {
            // "context" itself, of "context use".
            const std::string_view word = one.name.substr(0, one.name.find(' '));
            const auto place = place_of(word);
            if (!is_at(place, word))
                children.insert(place, {.word = word,
                                        .summary = hand_written_noun_summary(word),
                                        .is_noun = true,
                                        .group = one.group});
        }
    }
    return children;
}

}  // namespace rasctl::commands
