#include "commands/line/everyday.hpp"

#include <algorithm>

#include "commands/line/command_path.hpp"
#include "commands/line/path_words.hpp"
#include "commands/line/synonyms.hpp"
#include "commands/line/word_reader.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"
#include "text/shell_word.hpp"

namespace rasctl::commands {
namespace {

// They are shown on one screen, and further ones are farther from what was meant.
constexpr std::size_t most_lines = 5;

// "rds host update rdsh20 --no-enabled": what was typed stands before the options that a synonym brought.
std::string line_of(const CommandPath& path, const std::vector<std::string>& operands) {
    std::string line = path.name();
    for (const std::string& operand : operands) line += " " + shell_word(terminal::sanitize(operand));
    for (const std::string& word : path.rest)
        if (word.starts_with("--")) line += " " + word;
    return line;
}

}  // namespace

std::vector<std::string> everyday_lines(const catalog::Catalog& catalog, std::string_view verb,
                                        const std::vector<std::string>& operands) {
    std::vector<std::string> lines;
    for (const std::string& noun : synonyms().everyday) {
        std::vector<std::string> words = at_blanks(noun);
        words.emplace_back(verb);
        words.insert(words.end(), operands.begin(), operands.end());
        const CommandPath path = find_command(catalog, words);
        // "enabled hosts" are a list, "enable rdsh01" is none.
        const bool describes = std::ranges::any_of(
            path.rest, [](const std::string& word) { return word.starts_with("--where="); });
        // "brokr status" has no verb in front.
        const auto target = std::ranges::find_if_not(path.rest, is_option_word);
        const bool first = operands.empty() || (target != path.rest.end() && *target == operands.front());
        const bool fits = path.found() && !describes && first && path.name().starts_with(noun + " ") &&
                          (operands.empty() || takes_targets(path, operands.size()));
        if (fits) lines.push_back(line_of(path, operands));
        if (lines.size() == most_lines) break;
    }
    return lines;
}

bool looks_like_name(std::string_view word) {
    return std::ranges::any_of(word, [](char c) { return is_digit(c) || c == '.' || c == '@' || c == '\\'; });
}

}  // namespace rasctl::commands
