#include "simulator/lifecycle/host_pools.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/lifecycle/host_states.hpp"
#include "simulator/lifecycle/machine_power.hpp"
#include "simulator/model/made_names.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::int64_t seconds_between_hosts = 20;
constexpr std::int64_t most_hosts_at_once = 1000;

std::vector<RowKey> hosts_where(const Farm& farm, const PoolKind& kind, std::string_view member,
                                std::int64_t value) {
    std::vector<RowKey> result;
    const Table* rows = farm.store().table(kind.hosts);
    if (!rows) return result;
    // A row's text says at once when it cannot be meant; only the others are parsed.
    const std::string written = fmt::format("\"{}\":{}", member, value);
    for (const auto& [key, text] : *rows)
        if (text.find(written) != std::string::npos && number_in(parse_row(text), member) == value)
            result.push_back(key);
    return result;
}

json::Object pool_payload(const PoolKind& kind, const RowKey& host) {
    return object({{"table", kind.hosts}, {"host", host.to_text()}});
}

// The first name of that form that no host bears.
template <class Form>
std::string free_name(const Farm& farm, std::string_view table, std::string_view member, Form form) {
    std::vector<std::string> taken;
    for (const RowKey& key : farm.store().keys(table))
        taken.push_back(text_in(farm.read(table, key).value_or(json::Object{}), member));
    for (std::size_t number = 1;; ++number)
        if (std::string name = form(number); std::ranges::find(taken, name) == taken.end()) return name;
}

std::int64_t provider_of(const Farm& farm, const PoolKind& kind, std::int64_t made_from) {
    return number_in(farm.read(kind.templates, made_from).value_or(json::Object{}), "providerId");
}

std::string name_pattern(const PoolKind& kind, const json::Object& pool) {
    if (kind.kind != HostKind::avd) return text_in(pool, "hostName");
    const json::Value* provisioning = pool.find("provisioning");
    return provisioning && provisioning->is_object() ? text_in(provisioning->as_object(), "hostName")
                                                     : std::string();
}

std::string usual_name(HostKind kind, std::size_t number) {
    if (kind == HostKind::rds) return made::host_name(number);
    return kind == HostKind::vdi ? made::desktop_name(number) : made::avd_host_name(number);
}

// The name of the pool's next host: by the pool's pattern where it has one. Servers are known by a full name.
std::string next_name(const Farm& farm, const PoolKind& kind, const json::Object& pool) {
    const std::string pattern = name_pattern(kind, pool);
    const bool rds = kind.kind == HostKind::rds;
    return free_name(farm, kind.hosts, rds ? "server" : "name", [&](std::size_t number) {
        if (pattern.empty()) return usual_name(kind.kind, number);
        std::string name = made::name_by_pattern(pattern, number);
        return rds && name.find('.') == std::string::npos ? name.append(made::domain) : name;
    });
}

RowKey add_session_host(Farm& farm, std::int64_t pool, const json::Object& pool_row, std::int64_t made_from) {
    const std::string server = next_name(farm, rds_pools, pool_row);
    const std::int64_t provider = provider_of(farm, rds_pools, made_from);
    RowKey host = farm.add("rds/host", object({{"server", server},
                                               {"enabled", true},
                                               {"description", "Made from a template"},
                                               {"siteId", number_in(pool_row, "siteId")},
                                               {"rasTemplateId", made_from},
                                               {"inheritDefaultAgentSettings", true},
                                               {"port", 3389},
                                               {"maxSessions", 250},
                                               {"$poolId", pool},
                                               {"$provider", provider}}));
    const std::string machine = made::machine_id(2, static_cast<std::size_t>(host.number));
    farm.change("rds/host", host, object({{"$vmId", machine}}));
    farm.add(fmt::format("provider/{}/vm", provider),
             object({{"id", machine},
                     {"name", server.substr(0, server.find('.'))},
                     {"providerId", provider},
                     {"state", static_cast<int>(MachineState::cloning)},
                     {"os", "Windows Server 2022"},
                     {"$host", host.number}}));
    return host;
}

RowKey add_guest(Farm& farm, const PoolKind& kind, std::int64_t pool, const json::Object& pool_row,
                 std::int64_t made_from) {
    const std::string name = next_name(farm, kind, pool_row);
    const std::int64_t provider = provider_of(farm, kind, made_from);
    const std::string id = made::machine_id(3, static_cast<std::size_t>(farm.next_id()));
    farm.add(fmt::format("provider/{}/vm", provider),
             object({{"id", id},
                     {"name", name},
                     {"providerId", provider},
                     {"state", static_cast<int>(MachineState::cloning)},
                     {"os", "Windows 11 Enterprise"}}));
    farm.add("vmhost",
             object({{"id", id}, {"providerID", provider}, {"siteId", number_in(pool_row, "siteId")}}));
    return farm.add(kind.hosts, object({{"id", id},
                                        {"name", name},
                                        {"siteId", number_in(pool_row, "siteId")},
                                        {"providerId", provider},
                                        {"enabled", true},
                                        {"computerName", name},
                                        {"port", 30004},
                                        {"templateId", made_from},
                                        {"hostPoolId", pool}}));
}

}  // namespace

std::int64_t template_of(const PoolKind& kind, const json::Object& pool) {
    if (kind.kind == HostKind::rds) return number_in(pool, "rasTemplateId");
    if (kind.kind == HostKind::vdi) return number_in(pool, "templateId");
    const json::Value* provisioning = pool.find("provisioning");
    return provisioning && provisioning->is_object() ? number_in(provisioning->as_object(), "templateId") : 0;
}

std::vector<RowKey> hosts_of_pool(const Farm& farm, const PoolKind& kind, std::int64_t pool) {
    return hosts_where(farm, kind, kind.pool_member, pool);
}

std::vector<RowKey> hosts_of_template(const Farm& farm, const PoolKind& kind, std::int64_t made_from) {
    return hosts_where(farm, kind, kind.kind == HostKind::rds ? "rasTemplateId" : "templateId", made_from);
}

std::string why_no_hosts(const PoolKind& kind, const json::Object& pool, std::int64_t present,
                         std::int64_t wanted) {
    if (template_of(kind, pool) == 0) return "the host pool has no template to make hosts from";
    if (wanted < 1) return "the number of hosts to create must be at least 1";
    const bool rds = kind.kind == HostKind::rds;
    const json::Object& holder = kind.kind == HostKind::avd ? pool.find("provisioning")->as_object() : pool;
    const std::int64_t limit = number_in(holder, rds ? "maxServersFromTemplate" : "maxHosts");
    if (limit > 0 && present + wanted > limit)
        return fmt::format("the host pool may have {} hosts and has {}", limit, present);
    if (wanted > most_hosts_at_once)
        return fmt::format("no more than {} hosts can be created at once", most_hosts_at_once);
    return {};
}

RowKey make_host(Farm& farm, const PoolKind& kind, std::int64_t pool) {
    const json::Object row = farm.read(kind.pools, pool).value_or(json::Object{});
    const std::int64_t made_from = template_of(kind, row);
    RowKey host = kind.kind == HostKind::rds ? add_session_host(farm, pool, row, made_from)
                                             : add_guest(farm, kind, pool, row, made_from);
    farm.set_status(kind.hosts, host, "agentState", static_cast<int>(AgentState::cloning));
    farm.later(40, "pool.prepare", pool_payload(kind, host));
    return host;
}

void recreate_hosts(Farm& farm, const PoolKind& kind, const std::vector<RowKey>& hosts) {
    std::int64_t turn = 0;
    for (const RowKey& host : hosts) {
        farm.set_status(kind.hosts, host, "agentState", static_cast<int>(AgentState::pending_recreation));
        farm.later(turn, "pool.clone", pool_payload(kind, host));
        turn += seconds_between_hosts;
    }
}

}  // namespace rasctl::simulator
