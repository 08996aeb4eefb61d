// The password from a command of the user's (a password manager).
#pragma once

#include <chrono>
#include <string>

#include "error/error.hpp"
#include "terminal/environment.hpp"
#include "terminal/secret.hpp"

namespace rasctl::config {

inline constexpr std::chrono::milliseconds password_command_deadline{30'000};

// Runs the command by sh -c and answers what it prints without the line end. A command that fails, prints
// nothing, prints several lines, or takes longer than the deadline (exit code 7) is a failure (exit code 3
// else); it never shows the command or its output, either of which may hold the secret.
Result<terminal::Secret> run_password_command(const std::string& command,
                                              const terminal::Environment& environment,
                                              std::chrono::milliseconds deadline = password_command_deadline);

}  // namespace rasctl::config
