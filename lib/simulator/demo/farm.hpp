// The farm that `--farm demo` starts with: a company with two sites, everything in use and a few things in
// need of attention. The same on every start, except that times are relative to now.
#pragma once

#include <cstddef>
#include <cstdint>

#include "simulator/demo/age.hpp"
#include "simulator/model/made_names.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

// `size` multiplies RD session hosts (40 each) and user sessions (300 each).
void seed_demo(Farm& farm, std::size_t size);

namespace demo {

// The ids in demo.yaml that hosts and sessions refer to.
inline constexpr std::int64_t headquarters = 1, branch = 2;
inline constexpr std::int64_t hyperv = 51, vcenter = 52, azure = 53, avd = 54;
inline constexpr std::int64_t default_theme = 71, dark_theme = 72;
inline constexpr std::int64_t office = 101, engineering = 102, callcentre = 103;
inline constexpr std::int64_t rds_template = 111, desktops = 121, avd_pool = 132;
inline constexpr std::int64_t first_application = 215, first_host = 1001;

inline constexpr std::size_t hosts_per_size = 40;
inline constexpr std::size_t sessions_per_size = 300;

// What is made to the size asked for; everything else is in demo.yaml.
void seed_rds_hosts(Farm& farm, const Ages& ages, std::size_t size);
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
