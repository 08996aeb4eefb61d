#include <optional>

#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/completion/complete_line.hpp"
#include "commands/run/completion/complete_typed.hpp"
#include "commands/run/context.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

// What the scripts ask (completions/):
//   rasctl __complete [--shell SHELL] [--current TEXT] -- WORD...
//                                                      words without quotes, the last one being typed; TEXT
//                                                      is that one with its quotes, up to the cursor
//   rasctl __complete --shell SHELL [--breaks CHARACTERS] --line LINE
//                                                      the line up to the cursor, as it was typed
// PowerShell's line is in RASCTL_COMPLETE_LINE, for not all its versions hand quotes on.
// The answer: a candidate a line, VALUE<TAB>DESCRIPTION, then ":done", or ":nospace" when no blank is to
// follow the only candidate. With --line a value is quoted for its place, else it is as it is.
struct Question {
    LineShell shell = LineShell::none;
    TypedLine typed;
};

LineShell shell_called(std::string_view name) {
    if (name == "bash") return LineShell::bash;
    if (name == "powershell") return LineShell::powershell;
    return LineShell::none;
}

Question read_question(const Context& context) {
    const std::vector<std::string>& words = context.words;
    std::string shell, breaks;
    std::optional<std::string> line, current;
    Question question;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const bool more = i + 1 < words.size();
        if (words[i] == "--") {
            question.typed.words.assign(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
            if (question.typed.words.empty()) question.typed.words.emplace_back();
            if (current)
                question.typed.words.back() = read_typed_line(LineShell::none, *current).words.back();
            return question;
        }
        if (words[i] == "--shell" && more) shell = words[++i];
        if (words[i] == "--breaks" && more) breaks = words[++i];
        if (words[i] == "--current" && more) current = words[++i];
        if (words[i] == "--line" && more) line = words[++i];
    }
    question.shell = shell_called(shell);
    if (!line) line = context.environment().find("RASCTL_COMPLETE_LINE");
    question.typed = read_typed_line(question.shell, line.value_or(""), breaks);
    // The command's own name, or what the user calls it.
    if (question.typed.words.size() > 1) question.typed.words.erase(question.typed.words.begin());
    return question;
}

std::string answer(const Question& question, const std::vector<Candidate>& candidates) {
    std::string text;
    bool all_go_on = !candidates.empty();
    for (const Candidate& one : candidates) {
        const std::string value = quoted_for(question.shell, question.typed, one.value);
        // Shells put what they offer on the terminal as it is.
        if (value.empty() || !terminal::is_safe(value)) continue;
        text += value;
        if (!one.description.empty()) text.append("\t").append(terminal::sanitize(one.description));
        text += '\n';
        all_go_on = all_go_on && goes_on(one.value);
    }
    return text + (all_go_on ? ":nospace\n" : ":done\n");
}

Usage complete_usage() {
    return {.name = "__complete", .summary = "Answer what a shell asks while a line is typed"};
}

Result<ExitCode> run_complete(Context& context, const Arguments&) {
    const Question question = read_question(context);
    const auto candidates = complete_line(context, question.typed.words);
    TRY(context.streams().out().write(answer(question, candidates)));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten complete_command{
    "__complete", "Answer what a shell asks while a line is typed", "", complete_usage, run_complete, true};

}  // namespace rasctl::commands
