#include "simulator/demo/farm.hpp"

#include <cstdlib>

#include "embedding/embedded_file.hpp"
#include "simulator/demo/seed.hpp"

namespace rasctl::simulator {

RASCTL_EMBED(demo_farm, RASCTL_DEMO_FARM);

void seed_demo(Farm& farm, std::size_t size) {
    const std::size_t times = size == 0 ? 1 : size;
    farm.reserve_id(demo::first_host + static_cast<std::int64_t>(demo::hosts_per_size * times));
    // The program's own file, which its tests have read: it cannot be wrong.
    const auto ages = seed_from_own_text(farm, RASCTL_EMBEDDED(demo_farm));
    if (!ages) std::abort();
    demo::seed_rds_hosts(farm, *ages, times);
    demo::seed_sessions(farm, times);
    // What a farm starts with is live already.
    farm.apply();
}

}  // namespace rasctl::simulator
