// The program from its words to its exit code.
#pragma once

#include <string>
#include <vector>

#include "commands/context.hpp"
#include "terminal/environment.hpp"
#include "terminal/streams.hpp"

namespace rasctl::commands {

// The text, or, where it is no UTF-8 and would make JSON that quotes it no JSON, the text with escapes.
std::string in_utf8(const std::string& text);

// Runs one command line (without the program's name) and answers the exit code. Everything that goes wrong
// has been told on stderr by then.
int run_program(std::vector<std::string> words, terminal::Streams& streams,
                const terminal::Environment& environment);

// The same with another way to open the session, for tests and `batch`.
int run_program(std::vector<std::string> words, terminal::Streams& streams,
                const terminal::Environment& environment, const SessionOpener& opener);

// Writes a failure to stderr: "rasctl: WHAT: WHY" and "hint: HINT", or one JSON object where the output is
// JSON.
void report(terminal::Streams& streams, const Error& error, bool as_json);

}  // namespace rasctl::commands
