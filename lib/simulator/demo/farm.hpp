// The farm that `--farm demo` starts with: a company with two sites, everything in use and a few things in
// need of attention. The same on every start, except that times are relative to now.
#pragma once

#include <cstddef>
#include <cstdint>

#include "simulator/model/made_names.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// `size` multiplies RD session hosts (40 each) and user sessions (300 each).
void seed_demo(Farm& farm, std::size_t size);

namespace demo {

// The ids that the parts of the farm know each other by.
inline constexpr std::int64_t headquarters = 1, branch = 2;
inline constexpr std::int64_t broker1 = 11, broker2 = 12, broker3 = 13;
inline constexpr std::int64_t gw1 = 21, gw2 = 22, gw3 = 23, gw4 = 24;
inline constexpr std::int64_t load_balancer = 31, enrollment_server = 35;
inline constexpr std::int64_t wildcard = 41, expiring = 42, expired = 43;
inline constexpr std::int64_t hyperv = 51, vcenter = 52, azure = 53, avd = 54;
inline constexpr std::int64_t administrator = 61;
inline constexpr std::int64_t default_theme = 71, dark_theme = 72;
inline constexpr std::int64_t duo = 81, totp = 82, entra = 85;
inline constexpr std::int64_t first_policy = 91;
inline constexpr std::int64_t office = 101, engineering = 102, callcentre = 103;
inline constexpr std::int64_t rds_template = 111, rds_version1 = 112, rds_version2 = 113;
inline constexpr std::int64_t desktops = 121, vdi_template = 122, vdi_version1 = 123, vdi_version2 = 124;
inline constexpr std::int64_t workspace = 131, avd_pool = 132, avd_template = 133, avd_version1 = 134;
inline constexpr std::int64_t first_script = 141, first_notification = 145;
inline constexpr std::int64_t first_schedule = 151, contoso = 161;
inline constexpr std::int64_t first_item = 201, first_application = 215;
inline constexpr std::int64_t first_host = 1001;

inline constexpr std::size_t hosts_per_size = 40;
inline constexpr std::size_t sessions_per_size = 300;
inline constexpr std::size_t desktop_count = 12;
inline constexpr std::size_t avd_host_count = 6;

// One part each; the order is that of seed_demo.
void seed_infrastructure(Farm& farm);
void seed_certificates(Farm& farm);
void seed_administration(Farm& farm);
void seed_connection(Farm& farm);
void seed_providers(Farm& farm);
void seed_virtual_desktops(Farm& farm);
void seed_azure_desktops(Farm& farm);
void seed_rds_pools(Farm& farm);
void seed_rds_hosts(Farm& farm, std::size_t size);
void seed_schedules(Farm& farm);
void seed_publishing(Farm& farm);
void seed_policies(Farm& farm);
void seed_sessions(Farm& farm, std::size_t size);

using made::avd_host_name;
using made::desktop_name;
using made::host_name;
using made::machine_id;
using made::scatter;
using made::user_name;
using made::user_principal;
// The id of the virtual machine of a VDI desktop or an Azure host.
std::string desktop_id(std::size_t number);
std::string avd_host_id(std::size_t number);
// The virtual machine at vcenter1 that an RD session host runs on.
std::string host_machine_id(std::size_t number);
void add_host_machine(Farm& farm, std::size_t number, bool runs);

}  // namespace demo
}  // namespace rasctl::simulator
