// What the simulator models beyond keeping objects: each area in a file of its own.
#pragma once

#include "simulator/api/handlers.hpp"
#include "simulator/api/session.hpp"

namespace rasctl::simulator {

// All of them, as a server of that version has them. Handlers keep a reference to `handlers` and `sessions`:
// they must stay where they are.
void add_life_cycles(Handlers& handlers, Sessions& sessions, int api);

void add_session_life_cycle(Handlers& handlers);
void add_host_session_lists(Handlers& handlers);
void add_host_life_cycle(Handlers& handlers);
void add_pool_life_cycle(Handlers& handlers);
void add_pool_member_life_cycle(Handlers& handlers);
void add_template_life_cycle(Handlers& handlers);
void add_machine_life_cycle(Handlers& handlers);
void add_azure_life_cycle(Handlers& handlers);
void add_certificate_life_cycle(Handlers& handlers);
void add_package_life_cycle(Handlers& handlers);
void add_publishing_life_cycle(Handlers& handlers);
void add_policy_life_cycle(Handlers& handlers);
void add_order_life_cycle(Handlers& handlers);
void add_settings_life_cycle(Handlers& handlers);
void add_broker_life_cycle(Handlers& handlers);
void add_site_life_cycle(Handlers& handlers);
void add_second_factor_life_cycle(Handlers& handlers);
void add_tenant_life_cycle(Handlers& handlers);
void add_support_life_cycle(Handlers& handlers);
void add_agent_life_cycle(Handlers& handlers);
void add_check_life_cycle(Handlers& handlers);
void add_theme_life_cycle(Handlers& handlers);
void add_administrator_life_cycle(Handlers& handlers);
void add_desktop_life_cycle(Handlers& handlers);
void add_target_life_cycle(Handlers& handlers);

// Administrators' sessions, applying settings, the licence, agents, and the forms that versions 17 and 18
// give some answers.
void add_administrator_sessions(Handlers& handlers, Sessions& sessions);
void add_apply(Handlers& handlers);
void add_license(Handlers& handlers);
void add_agent_list(Handlers& handlers);
void add_old_versions(Handlers& handlers, Sessions& sessions);

}  // namespace rasctl::simulator
