// Whether --where makes sense for a command, before anything is sent.
#pragma once

#include "commands/run/context.hpp"
#include "farm/operation_choice.hpp"

namespace rasctl::commands {

// Unknown fields and values that cannot be are usage failures. `chosen_by` is the expression that chooses
// what the command acts upon; without one --where says which rows of its answer are shown.
Result<> check_where(Context& context, const farm::Choice& choice, const std::string& chosen_by);

}  // namespace rasctl::commands
