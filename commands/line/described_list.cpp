#include "commands/line/described_list.hpp"

#include <algorithm>

#include "commands/line/api_usage.hpp"
#include "commands/line/path_words.hpp"
#include "commands/line/row_condition.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/line/word_reader.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

// Nobody describes rows in more words than these; each is tried as the one that does.
constexpr std::ptrdiff_t longest_description = 16;

// "disabled hosts" names the noun alone, and shows its list.
CommandPath as_list(const catalog::Catalog& catalog, CommandPath path) {
    if (path.found() || path.noun.empty()) return path;
    const bool names_noun = path.unknown.empty() || synonyms().prepositions.contains(path.unknown);
    if (!names_noun) return path;
    Words words = at_blanks(path.noun + " list");
    words.insert(words.end(),
                 path.words.begin() + static_cast<std::ptrdiff_t>(path.words.size()) -
                     static_cast<std::ptrdiff_t>(path.rest.size()),
                 path.words.end());
    return find_true_command(catalog, words);
}

bool is_word(const std::string& word) {
    return word.size() > 2 && std::ranges::all_of(word, [](char c) { return is_letter(c) || c == '-'; });
}

}  // namespace

std::optional<CommandPath> described_list(
    const catalog::Catalog& catalog, const std::vector<std::string>& words,
    const std::function<CommandPath(const std::vector<std::string>&)>& find) {
    if (std::ranges::find_if(words, is_option_word) - words.begin() > longest_description)
        return std::nullopt;
    for (std::size_t i = 0; i < words.size() && !is_option_word(words[i]); ++i) {
        if (!is_word(words[i])) continue;
        Words fewer = words;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        const CommandPath path = as_list(catalog, find(fewer));
        if (!path.command || path.command->verb() != "list") continue;
        const auto choice = row_choice(api_usage(*path.command), words[i]);
        if (!choice) continue;
        Words meant = path.words;
        meant.push_back("--" + choice->name + "=" + choice->value);
        return find_true_command(catalog, meant);
    }
    return std::nullopt;
}

}  // namespace rasctl::commands
