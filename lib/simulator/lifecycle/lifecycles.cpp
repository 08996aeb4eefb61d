#include "simulator/lifecycle/lifecycles.hpp"

namespace rasctl::simulator {

void add_life_cycles(Handlers& handlers, Sessions& sessions, int api) {
    add_administrator_sessions(handlers, sessions);
    add_apply(handlers);
    add_license(handlers);
    add_agent_list(handlers);
    add_session_life_cycle(handlers);
    add_host_session_lists(handlers);
    add_host_life_cycle(handlers);
    add_pool_life_cycle(handlers);
    add_pool_member_life_cycle(handlers);
    add_template_life_cycle(handlers);
    add_machine_life_cycle(handlers);
    add_azure_life_cycle(handlers);
    add_certificate_life_cycle(handlers);
    add_package_life_cycle(handlers);
    add_publishing_life_cycle(handlers);
    add_policy_life_cycle(handlers);
    add_order_life_cycle(handlers);
    add_settings_life_cycle(handlers);
    add_broker_life_cycle(handlers);
    add_site_life_cycle(handlers);
    add_second_factor_life_cycle(handlers);
    add_tenant_life_cycle(handlers);
    add_support_life_cycle(handlers);
    add_agent_life_cycle(handlers);
    add_check_life_cycle(handlers);
    add_theme_life_cycle(handlers);
    add_administrator_life_cycle(handlers);
    add_desktop_life_cycle(handlers);
    add_target_life_cycle(handlers);
    if (api <= 18) add_old_versions(handlers, sessions);
}

}  // namespace rasctl::simulator
