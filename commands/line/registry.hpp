// The hand-written commands: one table that the dispatcher, the help, the completion and the manual read.
#pragma once

#include <ranges>
#include <span>
#include <string_view>

#include "commands/line/command_line.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/option.hpp"

namespace rasctl::commands {

class Context;

// What a command changes, which decides the flags that it has: only what changes the farm has --apply, only
// what may ask before it changes something has --yes.
enum class Changes { nothing, this_machine, the_farm };

// A command with behaviour of its own. `run` does the work; its failure is reported by the program, its exit
// code is the process's.
struct HandWritten {
    std::string_view name;     // "context use": noun and verb, or one word
    std::string_view summary;  // one line, for lists of commands
    std::string_view
        group;         // heading in `rasctl --help`: "Session", "Farm", "Files", "Tools"; empty: not listed
    Usage (*usage)();  // built only when the command is named
    Result<ExitCode> (*run)(Context&, const Arguments&);
    bool passes_words = false;    // another program reads the words: nothing is parsed here, help neither
    bool mends_settings = false;  // runs although settings are wrong, since it is what mends them
    Changes changes = Changes::nothing;
    bool has_dry_run = false;  // of what changes this machine only; other commands have --dry-run anyway
};

// Whether --dry-run means anything to it. What changes only this machine, whatever it is told, must not take
// it.
bool takes_dry_run(const HandWritten& command);

// Where they are, sorted by name: a table that start-up need not make.
std::span<const HandWritten* const> places_of_hand_written();

// Sorted by name.
inline auto hand_written_commands() {
    return places_of_hand_written() |
           std::views::transform([](const HandWritten* one) -> const HandWritten& { return *one; });
}

const HandWritten* find_hand_written(std::string_view name);

// What a noun that only hand-written commands have is about ("context").
std::string_view hand_written_noun_summary(std::string_view noun);

}  // namespace rasctl::commands
