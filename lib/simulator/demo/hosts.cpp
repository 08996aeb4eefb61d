// RD session hosts of the demo farm, their pools and the template that some are made from.
#include <array>

#include <fmt/format.h>

#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

struct Pool {
    std::int64_t id;
    std::string_view name;
    std::string_view description;
    bool autoscale;
};

constexpr std::array pools{
    Pool{office, "Office", "Everyday work", true},
    Pool{engineering, "Engineering", "Hosts with graphics cards", false},
    Pool{callcentre, "Callcentre", "Headsets and the CRM", false},
};

// Of every forty hosts: 18 Office, 12 Engineering, 10 Callcentre.
std::int64_t pool_of(std::size_t number) {
    const std::size_t place = (number - 1) % hosts_per_size;
    if (place < 18) return office;
    if (place < 30) return engineering;
    return callcentre;
}

// What is amiss on some of the first hosts.
struct Trouble {
    std::size_t host;
    int agent_state;
    std::string_view agent_version;
};
constexpr std::array troubles{
    Trouble{7, 14, ""},                     // draining
    Trouble{16, -4, ""},                    // agent not verified
    Trouble{23, -5, "20.2 (build 25889)"},  // agent out of date
    Trouble{29, 21, ""},                    // waits for a reboot
    Trouble{33, -1, ""},                    // disconnected
    Trouble{39, -2, ""},                    // disabled from settings
};

}  // namespace

void seed_rds_pools(Farm& farm) {
    farm.add("rds/template", object({{"id", rds_template},
                                     {"objType", 101},
                                     {"name", "RDSH-Win2022"},
                                     {"siteId", headquarters},
                                     {"description", "Session host image"},
                                     {"providerId", hyperv},
                                     {"templateType", 1},
                                     {"vmId", machine_id(hyperv, 901)},
                                     {"cloneMethod", 0},
                                     {"imagePrepTool", 1},
                                     {"ownerName", "Company"},
                                     {"organization", "Company"},
                                     {"domain", "company.dom"},
                                     {"administrator", "svc-join@company.dom"}}));
    constexpr std::array versions{std::tuple{rds_version1, "Version 1", "First roll-out"},
                                  std::tuple{rds_version2, "Version 2", "November updates"}};
    for (const auto& [id, name, description] : versions)
        farm.add(
            "rds/templateversion",
            object({{"id", id}, {"templateId", rds_template}, {"name", name}, {"description", description}}));
    for (const Pool& pool : pools) {
        json::Object row = object({{"id", pool.id},
                                   {"name", pool.name},
                                   {"siteId", headquarters},
                                   {"enabled", true},
                                   {"description", pool.description},
                                   {"autoscale", pool.autoscale},
                                   {"inheritDefaultAgentSettings", true},
                                   {"inheritDefaultPrinterSettings", true},
                                   {"inheritDefaultUserProfileSettings", true},
                                   {"inheritDefaultDesktopAccessSettings", true}});
        if (pool.autoscale)
            merge(row, object({{"rasTemplateId", rds_template},
                               {"rasTemplateVersionId", rds_version2},
                               {"minServersFromTemplate", 4},
                               {"maxServersFromTemplate", 60},
                               {"workLoadThreshold", 75},
                               {"serversToAddPerRequest", 2},
                               {"workLoadToDrain", 20},
                               {"drainRemainsBelowSec", 1800}}));
        farm.add("rds/hostpool", std::move(row));
    }
}

void seed_rds_hosts(Farm& farm, std::size_t size) {
    for (std::size_t number = 1; number <= hosts_per_size * size; ++number) {
        const std::size_t place = (number - 1) % hosts_per_size + 1;
        const bool from_template = place <= 6;
        json::Object row = object({{"id", first_host + static_cast<std::int64_t>(number) - 1},
                                   {"server", host_name(number)},
                                   {"enabled", place != 39},
                                   {"description", from_template ? "Made from RDSH-Win2022" : ""},
                                   {"siteId", place <= 34 ? headquarters : branch},
                                   {"rasTemplateId", from_template ? rds_template : 0},
                                   {"inheritDefaultAgentSettings", true},
                                   {"inheritDefaultPrinterSettings", true},
                                   {"inheritDefaultUserProfileSettings", true},
                                   {"inheritDefaultDesktopAccessSettings", true},
                                   {"port", 3389},
                                   {"maxSessions", 250}});
        json::Object status = object(
            {{"ip", fmt::format("10.{}.{}.{}", place <= 34 ? 1 : 2, 8 + number / 250, number % 250 + 1)}});
        if (number <= hosts_per_size)
            for (const Trouble& trouble : troubles)
                if (trouble.host == number) {
                    status.set("agentState", trouble.agent_state);
                    if (!trouble.agent_version.empty()) status.set("agentVer", trouble.agent_version);
                }
        row.append("$poolId", pool_of(number));
        row.append("$status", std::move(status));
        row.append("$provider", vcenter);
        row.append("$vmId", host_machine_id(number));
        farm.add("rds/host", std::move(row));
        add_host_machine(farm, number, number != 33);
    }
}

}  // namespace rasctl::simulator::demo
