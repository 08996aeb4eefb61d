// RD session hosts of the demo farm and the virtual machines that they run on.
#include <array>

#include <fmt/format.h>

#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

// Of every forty hosts: 18 Office, 12 Engineering, and 10 Callcentre, which is the branch's.
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

std::string desktop_id(std::size_t number) {
    return machine_id(hyperv, number);
}

std::string avd_host_id(std::size_t number) {
    return machine_id(avd, number);
}

std::string host_machine_id(std::size_t number) {
    return fmt::format("vm-{}", 2000 + number);
}

void add_host_machine(Farm& farm, std::size_t number, bool runs) {
    enum PowerState { on_with_agent = 1, off = 2 };
    const std::string server = host_name(number);
    const std::size_t place = 100 + number;
    farm.add(fmt::format("provider/{}/vm", vcenter),
             object({{"id", host_machine_id(number)},
                     {"name", server.substr(0, server.find('.'))},
                     {"providerId", vcenter},
                     {"state", static_cast<int>(runs ? on_with_agent : off)},
                     {"ip",
                      runs ? fmt::format("10.{}.{}.{}", vcenter, 4 + (place - 1) / 250, (place - 1) % 250 + 1)
                           : std::string{}},
                     {"mac", fmt::format("00-50-56-{:02X}-{:02X}-{:02X}", vcenter, place / 256, place % 256)},
                     {"os", "Windows Server 2022"},
                     {"isTemplate", false},
                     {"$host", first_host + static_cast<std::int64_t>(number) - 1}}));
}

void seed_rds_hosts(Farm& farm, const Ages& ages, std::size_t size) {
    const std::size_t count = hosts_per_size * size;
    for (std::size_t number = 1; number <= count; ++number) {
        const std::size_t place = (number - 1) % hosts_per_size + 1;
        const bool from_template = place <= 6;
        const std::int64_t pool = pool_of(number);
        const std::int64_t site = pool == callcentre ? branch : headquarters;
        json::Object row = object({{"id", first_host + static_cast<std::int64_t>(number) - 1},
                                   {"server", host_name(number)},
                                   {"enabled", place != 39},
                                   {"description", from_template ? "Made from RDSH-Win2022" : ""},
                                   {"siteId", site},
                                   {"rasTemplateId", from_template ? rds_template : 0},
                                   {"inheritDefaultAgentSettings", true},
                                   {"inheritDefaultPrinterSettings", true},
                                   {"inheritDefaultUserProfileSettings", true},
                                   {"inheritDefaultDesktopAccessSettings", true},
                                   {"port", 3389},
                                   {"maxSessions", 250}});
        json::Object status =
            object({{"ip", fmt::format("10.{}.{}.{}", site, 8 + number / 250, number % 250 + 1)}});
        if (number <= hosts_per_size)
            for (const Trouble& trouble : troubles)
                if (trouble.host == number) {
                    status.set("agentState", trouble.agent_state);
                    if (!trouble.agent_version.empty()) status.set("agentVer", trouble.agent_version);
                }
        row.append("$poolId", pool);
        row.append("$status", std::move(status));
        row.append("$provider", vcenter);
        row.append("$vmId", host_machine_id(number));
        ages.put(row, "rds/host", number - 1, count);
        farm.add("rds/host", std::move(row));
        add_host_machine(farm, number, number != 33);
    }
}

}  // namespace rasctl::simulator::demo
