#include "commands/line/slashed_words.hpp"

#include <algorithm>

#include "commands/line/path_words.hpp"
#include "commands/line/spelling.hpp"
#include "commands/line/word_reader.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

struct Parted {
    std::string noun, name;
};

std::optional<Parted> parted(const std::string& word) {
    const auto slash = word.find('/');
    if (slash == std::string::npos || slash < 2 || slash + 1 == word.size()) return std::nullopt;
    Parted one{word.substr(0, slash), word.substr(slash + 1)};
    const bool plain = std::ranges::all_of(one.noun, [](char c) { return is_letter(c) || c == '-'; });
    return plain ? std::optional(std::move(one)) : std::nullopt;
}

// A noun, or a word for several of them.
bool is_noun(const CommandPath& path) {
    return !path.found() && ((path.unknown.empty() && !path.noun.empty()) || !path.candidates.empty());
}

// Published items are told apart by folders: a slash is part of their path.
bool has_paths(std::string_view noun) {
    return noun == "pub" || noun.starts_with("pub ");
}

}  // namespace

std::vector<std::string> parted_at_slashes(const catalog::Catalog& catalog,
                                           const std::vector<std::string>& words) {
    std::vector<std::string> list;
    bool before_options = true;
    for (const std::string& word : words) {
        before_options = before_options && !is_option_word(word);
        const auto one = before_options ? parted(word) : std::nullopt;
        if (!one || !is_noun(find_noun(catalog, {one->noun}))) {
            list.push_back(word);
            continue;
        }
        const bool said = std::ranges::any_of(
            list, [&](const std::string& before) { return same_word(before, one->noun); });
        if (!said) list.push_back(one->noun);
        list.push_back(one->name);
    }
    return list;
}

std::optional<std::vector<std::string>> parted_targets(const catalog::Catalog& catalog,
                                                       const CommandPath& path) {
    if (std::ranges::none_of(path.rest, [](const std::string& word) { return parted(word).has_value(); }))
        return std::nullopt;
    if (path.hand_written != nullptr && takes_nouns(path)) {
        std::vector<std::string> words = parted_at_slashes(catalog, path.words);
        return words == path.words ? std::nullopt : std::optional(std::move(words));
    }
    if (!path.command || has_paths(path.command->noun().name())) return std::nullopt;
    std::vector<std::string> words = path.words;
    bool changed = false;
    for (std::size_t i = path.found_at + 1; i < words.size() && !is_option_word(words[i]); ++i) {
        const auto one = parted(words[i]);
        if (!one || find_noun(catalog, {one->noun}).noun != path.command->noun().name()) continue;
        words[i] = one->name;
        changed = true;
    }
    return changed ? std::optional(std::move(words)) : std::nullopt;
}

}  // namespace rasctl::commands
