// Whether --where makes sense for a command, before anything is sent.
#pragma once

#include "commands/context.hpp"
#include "farm/operation_choice.hpp"

namespace rasctl::commands {

// Unknown fields and values that cannot be are usage failures. `chooses`: the expression chooses what the
// command acts upon, not which rows of its answer are shown.
Result<> check_where(Context& context, const farm::Choice& choice, bool chooses);

}  // namespace rasctl::commands
