// Behaviour beyond storing: what draining, recreating, revoking and the like do to the farm over time.
#pragma once

#include "simulator/lifecycle.hpp"

namespace rasctl::simulator {

// Registers every life cycle of the simulated farm.
void add_life_cycles(Handlers& handlers);

}  // namespace rasctl::simulator
