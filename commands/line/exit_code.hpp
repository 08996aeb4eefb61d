// The exit code that a command ends with, as its result.
#pragma once

#include "error/error.hpp"

namespace rasctl::commands {

// Error is an aggregate, and C++20 can build it from an exit code alone; so a bare exit code does not say
// whether it is meant as a value.
inline Result<ExitCode> ends_with(ExitCode code) {
    return Result<ExitCode>(boost::system::in_place_value, code);
}

}  // namespace rasctl::commands
