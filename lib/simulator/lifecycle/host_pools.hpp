// Pools of hosts made from templates: what a new host is called, and making hosts anew one after the other.
#pragma once

#include <string>
#include <string_view>

#include "simulator/api/handlers.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

enum class HostKind { rds, vdi, avd };

struct PoolKind {
    HostKind kind;
    std::string_view path;   // "/api/RDS"
    std::string_view pools;  // tables
    std::string_view templates;
    std::string_view versions;
    std::string_view hosts;
    std::string_view pool_member;  // of a host's row
};

inline constexpr PoolKind rds_pools{HostKind::rds,         "/api/RDS", "rds/hostpool", "rds/template",
                                    "rds/templateversion", "rds/host", "$poolId"};
inline constexpr PoolKind vdi_pools{HostKind::vdi,         "/api/VDI", "vdi/hostpool", "vdi/template",
                                    "vdi/templateversion", "vdihost",  "hostPoolId"};
inline constexpr PoolKind avd_pools{HostKind::avd,         "/api/AVD", "avd/hostpool", "avd/template",
                                    "avd/templateversion", "avdhost",  "hostPoolId"};

// The template that a pool's hosts are made from, or 0.
std::int64_t template_of(const PoolKind& kind, const json::Object& pool);

// The keys of a pool's hosts, oldest first.
std::vector<RowKey> hosts_of_pool(const Farm& farm, const PoolKind& kind, std::int64_t pool);
std::vector<RowKey> hosts_of_template(const Farm& farm, const PoolKind& kind, std::int64_t made_from);

// Why that many hosts cannot be made for a pool that has `present` ones; empty when they can.
std::string why_no_hosts(const PoolKind& kind, const json::Object& pool, std::int64_t present,
                         std::int64_t wanted);

// Adds a host to the pool; it clones for a minute before it works.
RowKey make_host(Farm& farm, const PoolKind& kind, std::int64_t pool);

// Makes the hosts anew, one every twenty seconds; until its turn a host shows PendingRecreation.
void recreate_hosts(Farm& farm, const PoolKind& kind, const std::vector<RowKey>& hosts);

}  // namespace rasctl::simulator
