#include "simulator/lifecycles.hpp"

namespace rasctl::simulator {

void add_life_cycles(Handlers& handlers) {
    add_session_life_cycle(handlers);
    add_host_session_lists(handlers);
    add_host_life_cycle(handlers);
    add_machine_life_cycle(handlers);
}

}  // namespace rasctl::simulator
