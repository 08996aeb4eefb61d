#include "commands/line/wrapped_command.hpp"

#include <vector>

#include "terminal/width.hpp"

namespace rasctl::commands {
namespace {

// The end of the word that begins at `at`: blanks inside quotes, and escaped ones, belong to it.
std::size_t end_of_word(std::string_view command, std::size_t at) {
    char quote = 0;
    for (; at < command.size(); ++at) {
        const char c = command[at];
        if (c == '\\' && quote != '\'') {
            ++at;
        } else if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == ' ') {
            return at;
        }
    }
    return command.size();
}

// What is not to be torn apart: words, and flags with their values.
std::vector<std::string_view> pieces_of(std::string_view command) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < command.size();) {
        std::size_t end = end_of_word(command, at);
        const bool takes_value = command.substr(at).starts_with("--") && end + 1 < command.size();
        if (takes_value && command[end + 1] != '-') end = end_of_word(command, end + 1);
        pieces.push_back(command.substr(at, end - at));
        at = end + 1;
    }
    return pieces;
}

}  // namespace

std::string wrapped_command(std::string_view command, std::size_t width, std::size_t indent) {
    constexpr std::string_view continued = " \\";
    const std::vector<std::string_view> pieces = pieces_of(command);
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto needed = static_cast<std::size_t>(terminal::display_width(pieces[i]));
        const std::size_t reserved = i + 1 < pieces.size() ? continued.size() : 0;
        if (column > 0 && column + 1 + needed + reserved > width) {
            out.append(continued).append("\n").append(indent, ' ');
            column = indent;
        } else if (column > 0) {
            out += ' ';
            ++column;
        }
        out += pieces[i];
        column += needed;
    }
    return out;
}

}  // namespace rasctl::commands
