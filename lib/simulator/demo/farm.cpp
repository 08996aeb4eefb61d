#include "simulator/demo/farm.hpp"

namespace rasctl::simulator {

void seed_demo(Farm& farm, std::size_t size) {
    const std::size_t times = size == 0 ? 1 : size;
    farm.reserve_id(demo::first_host + static_cast<std::int64_t>(demo::hosts_per_size * times));
    demo::seed_infrastructure(farm);
    demo::seed_certificates(farm);
    demo::seed_administration(farm);
    demo::seed_connection(farm);
    demo::seed_providers(farm);
    demo::seed_virtual_desktops(farm);
    demo::seed_azure_desktops(farm);
    demo::seed_rds_pools(farm);
    demo::seed_rds_hosts(farm, times);
    demo::seed_schedules(farm);
    demo::seed_publishing(farm);
    demo::seed_policies(farm);
    demo::seed_sessions(farm, times);
    // What a farm starts with is live already.
    farm.apply();
}

}  // namespace rasctl::simulator
