// A line that is being typed: line 1 is the shell and what its words break at, line 2 a value to complete to,
// the rest the line. What is put into the line is read back by the same rules as the value; and an alias's
// words as well.
#include "commands/line/split_words.hpp"
#include "commands/run/completion/complete_typed.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

using commands::LineShell;

void check_quoting(LineShell shell, std::string_view line, std::string_view breaks,
                   const std::string& value) {
    // Values never hold these: candidates are sanitized.
    if (value.empty() || value.find_first_of(std::string_view("\0\n\r", 3)) != std::string::npos) return;
    const std::string before = "rasctl " + std::string(line.substr(0, line.find_last_of(" ") + 1));
    for (const std::string& start : {before + " ", before + " '", before + " \""}) {
        const auto typed = commands::read_typed_line(shell, start, breaks);
        const bool fresh = typed.words.size() > 1 && typed.words.back().empty();
        if (!fresh) continue;
        const std::string quoted = commands::quoted_for(shell, typed, value);
        // PowerShell puts the value in place of the word and its quotes.
        const bool whole = shell == LineShell::powershell && typed.open_quote != 0;
        const std::string ended = (whole ? start.substr(0, start.size() - 1) : start) + quoted;
        const auto again = commands::read_typed_line(shell, ended, breaks);
        expect(again.words.size() == typed.words.size() && again.words.back() == value,
               "a completed word reads as the value", ended);
    }
}

void check_alias(std::string_view text) {
    const auto words = commands::split_words(text);
    if (!words) return expect_told(words.error());
    std::string line;
    for (const std::string& word : *words) {
        line += " \"";
        for (const char c : word) {
            if (c == '"' || c == '\\') line += '\\';
            line += c;
        }
        line += '"';
    }
    const auto again = commands::split_words(line);
    expect(again && *again == *words, "an alias's words read the same in quotes", line);
}

}  // namespace

void check(std::string_view input) {
    Lines lines(input);
    std::string_view breaks = lines.next();
    auto shell = LineShell::none;
    if (breaks.starts_with('b')) shell = LineShell::bash;
    if (breaks.starts_with('p')) shell = LineShell::powershell;
    if (!breaks.empty()) breaks.remove_prefix(1);
    const std::string value(lines.next());
    const auto typed = commands::read_typed_line(shell, lines.rest(), breaks);
    expect(!typed.words.empty(), "a line has a word that is typed");
    expect(typed.kept <= typed.words.back().size(), "what is kept is part of the word");
    commands::quoted_for(shell, typed, value);
    commands::quoted_for(shell, typed, typed.words.back() + value);
    if (shell != LineShell::none) check_quoting(shell, lines.rest(), breaks, value);
    check_alias(lines.rest());
}

}  // namespace rasctl::fuzz
