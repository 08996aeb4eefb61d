#include "commands/line/noun_alone.hpp"

#include <algorithm>
#include <array>

#include "commands/line/command_path.hpp"
#include "commands/line/path_words.hpp"
#include "commands/line/word_reader.hpp"

namespace rasctl::commands {

std::optional<std::vector<std::string>> list_with_options(const catalog::Catalog& catalog,
                                                          const std::vector<std::string>& words) {
    const auto option = std::ranges::find_if(words, is_option_word);
    if (option == words.begin() || option == words.end() || *option == "--") return std::nullopt;
    if (std::ranges::any_of(option, words.end(), asks_for_help)) return std::nullopt;
    const CommandPath path = find_noun(catalog, Words(words.begin(), option));
    if (path.found() || path.noun.empty() || !path.unknown.empty() || !path.candidates.empty())
        return std::nullopt;
    for (const std::string_view verb : {"list", "get"}) {
        Words shown = at_blanks(path.noun);
        shown.emplace_back(verb);
        if (const CommandPath meant = find_true_command(catalog, shown);
            !meant.command || (verb == "get" && wants_target(meant)))
            continue;
        shown.insert(shown.end(), option, words.end());
        return shown;
    }
    return std::nullopt;
}

}  // namespace rasctl::commands
