// Running a command of the user's and taking what it prints, in bounded time.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "terminal/environment.hpp"
#include "terminal/secret.hpp"

namespace rasctl::config {

struct ShellCommand {
    std::string command;       // for sh -c
    std::string_view input{};  // on its stdin
    terminal::Environment environment{};
    std::chrono::milliseconds deadline{10'000};
    std::size_t most_output = std::size_t{64} * 1024;
};

enum class ChildEnd {
    exited,     // `code` is its exit code
    signalled,  // `code` is the signal
    timed_out,
    too_much_output
};

struct ChildOutcome {
    ChildEnd end = ChildEnd::exited;
    int code = 0;
    terminal::Secret output;
};

// Runs the command in a process group of its own, which is the terminal's foreground while it runs, so it can
// ask for a PIN. Its stderr is dropped: it may name secrets. When the deadline passes, the whole group is
// killed; a process that it left in the background and that keeps its stdout open is not waited for. Fails
// with interrupted() on a stop signal, and when no process could be made.
Result<ChildOutcome> run(const ShellCommand& command);

// Why an outcome is no success, in a few words ("it ended with exit code 3"); empty for exit code 0.
std::string describe_failure(const ChildOutcome& outcome, std::chrono::milliseconds deadline);

}  // namespace rasctl::config
