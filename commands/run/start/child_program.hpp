// Running a program as a child and taking what it writes, for plugins in a batch.
#pragma once

#include <string>
#include <vector>

#include "error/error.hpp"
#include "terminal/environment.hpp"

namespace rasctl::commands {

struct ChildProgram {
    std::string executable;
    std::vector<std::string> arguments{};  // behind its name
    terminal::Environment environment{};
};

struct ChildResult {
    int exit_code = 0;  // 128 and the number of the signal, where one ended it
    std::string output{};
    std::string error{};
};

// Runs it to its end in a process group of its own, with default signals, nothing on stdin and no other
// descriptor than the three. A stop signal, and too much output, end the group; the answer is then a failure.
Result<ChildResult> run_child(const ChildProgram& program);

}  // namespace rasctl::commands
