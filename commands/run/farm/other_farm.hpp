// A second farm beside that of the run: `diff -c A --with B`.
#pragma once

#include <memory>
#include <string>

#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

// A context of the run for the farm that the configuration calls so: its connection and catalogue, and the
// flags of this run that say nothing of a connection. A name that is no context, and an endpoint that a flag
// or variable gives to both, are usage failures.
Result<std::unique_ptr<Context>> context_of_other_farm(Context& context, const std::string& name);

}  // namespace rasctl::commands
