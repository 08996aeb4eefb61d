#include "commands/line/filled_line.hpp"

#include <algorithm>
#include <array>

#include "commands/line/command_path.hpp"
#include "commands/line/path_words.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/line/word_reader.hpp"
#include "terminal/sanitize.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

// What lines have where a name is due.
constexpr std::array<std::string_view, 9> places{"NAME",  "HOST", "USER",   "ITEM",  "POOL",
                                                 "GROUP", "APP",  "FOLDER", "POLICY"};

// The words that are nobody's but the person's own.
std::vector<std::string> names_said(const catalog::Catalog& catalog, std::span<const std::string> said) {
    std::vector<std::string> names;
    for (const std::string& word : said) {
        if (is_option_word(word)) break;
        const auto& table = synonyms();
        const bool known = word.empty() || word.find('=') != std::string::npos ||
                           table.fillers.contains(word) || table.prepositions.contains(word) ||
                           !meanings_of(table.verbs, word).empty() || !meanings_of(table.top, word).empty() ||
                           !find_noun(catalog, {word}).noun.empty();
        if (!known) names.push_back(shell_word(terminal::sanitize(word)));
    }
    return names;
}

// Whether the command as it stands in the line lacks its target.
bool lacks_target(const catalog::Catalog& catalog, const std::string& line) {
    const CommandPath path = find_command_of_line(catalog, line);
    if (!path.rest.empty()) return false;
    if (path.command) return wants_target(path);
    if (path.hand_written == nullptr) return false;
    const Usage usage = path.hand_written->usage();
    return !usage.positionals.empty() && usage.positionals.front().required && !takes_nouns(path);
}

}  // namespace

std::string filled_line(const catalog::Catalog& catalog, const std::string& line,
                        std::span<const std::string> said) {
    const std::vector<std::string> names = names_said(catalog, said);
    if (names.empty()) return line;
    if (lacks_target(catalog, line)) return line + " " + names.back();
    Words words = at_blanks(line);
    const auto is_place = [](const std::string& word) {
        return std::ranges::find(places, word) != places.end();
    };
    const auto text = std::ranges::find(words, "TEXT");
    const auto place = std::ranges::find_if(words, is_place);
    // Which of two names is which nobody knows.
    if (place == words.end() || std::ranges::count_if(words, is_place) > 1) return line;
    // Who is told, or sees, comes before what.
    const bool tells = text != words.end() && names.size() > 1;
    *place = tells || *place != "NAME" ? names.front() : names.back();
    if (tells) *text = names.back();
    std::string filled;
    for (const std::string& word : words) filled += (filled.empty() ? "" : " ") + word;
    return filled;
}

}  // namespace rasctl::commands
