// rasctl-simulate from its command line to its end.
#pragma once

namespace rasctl::simulator {

// Answers the exit code: 0 after SIGINT or SIGTERM.
int run_program(int argc, const char* const* argv);

}  // namespace rasctl::simulator
