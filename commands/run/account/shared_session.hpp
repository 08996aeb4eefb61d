// One session for many runs of the program: what `batch` lends to each of its commands.
#pragma once

#include "commands/run/context.hpp"

namespace rasctl::commands {

// Lends the lender's session to a command for the same farm and user; another one opens its own. The commands
// must run on the lender's io(), one after the other, and end before the lender does.
SessionOpener lending(Context& lender);

// Does once what each process would do for itself that comes from this one by fork and talks to the farm:
// OpenSSL finds its algorithms and reads the authorities. What is wrong is told by who talks.
void prepare_for_forks(Context& lender);

}  // namespace rasctl::commands
