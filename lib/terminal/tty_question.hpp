// One question on one terminal, with its echo and its signals.
#pragma once

#include <string_view>

#include "error/error.hpp"
#include "terminal/secret.hpp"

namespace rasctl::terminal {

enum class Echo { on, off };

// Writes the question and reads a line from the terminal. While it waits, SIGINT, SIGTERM, SIGHUP and SIGQUIT
// end the question with interrupted(), and a stop (Ctrl-Z) is carried out with the echo restored, then the
// question is asked again. The way of readpassphrase(3) of OpenBSD.
Result<Secret> ask_on_tty(int descriptor, std::string_view question, Echo echo);

}  // namespace rasctl::terminal
