// The program from its words to its exit code.
#pragma once

#include <string>
#include <vector>

#include "commands/run/context.hpp"
#include "terminal/environment.hpp"
#include "terminal/streams.hpp"

namespace rasctl::commands {

// Runs one command line (without the program's name) and answers the exit code. Everything that goes wrong
// has been told on stderr by then.
int run_program(std::vector<std::string> words, terminal::Streams& streams,
                const terminal::Environment& environment);

// The same with another way to open the session, for tests and `batch`, which lends more.
int run_program(std::vector<std::string> words, terminal::Streams& streams,
                const terminal::Environment& environment, const SessionOpener& opener,
                Lender* lender = nullptr);

}  // namespace rasctl::commands
