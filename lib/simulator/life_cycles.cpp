#include "simulator/life_cycles.hpp"

namespace rasctl::simulator {

void add_life_cycles(Handlers&) {}

}  // namespace rasctl::simulator
