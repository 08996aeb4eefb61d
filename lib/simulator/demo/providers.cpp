// Hypervisors of the demo farm, their virtual machines, and the desktops made from templates.
#include <array>

#include <fmt/format.h>

#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

enum PowerState { on = 0, on_with_agent = 1, off = 2, paused = 3, as_template = 4 };

void add_provider(Farm& farm, std::int64_t id, std::string_view name, int type, int port,
                  std::string_view user) {
    farm.add("provider", object({{"id", id},
                                 {"enabled", true},
                                 {"description", ""},
                                 {"siteId", headquarters},
                                 {"inheritDefaultAgentSettings", true},
                                 {"vdiAgent", "broker1.company.dom"},
                                 {"preferredBrokerId", broker1},
                                 {"server", name},
                                 {"name", name},
                                 {"type", type},
                                 {"providerUsername", user},
                                 {"hostPort", port},
                                 {"vdiPort", 30006}}));
}

void add_machine(Farm& farm, std::int64_t provider, std::string_view id, std::string_view name,
                 PowerState state, std::size_t number, std::string_view system) {
    farm.add(
        fmt::format("provider/{}/vm", provider),
        object({{"id", id},
                {"name", name},
                {"providerId", provider},
                {"state", static_cast<int>(state)},
                {"ip", state == off || state == as_template ? std::string{}
                                                            : fmt::format("10.{}.4.{}", provider, number)},
                {"mac", fmt::format("00-15-5D-{:02X}-{:02X}-{:02X}", provider, number / 256, number % 256)},
                {"os", system},
                {"nativePoolId", ""},
                {"nativePoolName", ""},
                {"isTemplate", state == as_template}}));
}

void add_template_version(Farm& farm, std::string_view table, std::int64_t id, std::int64_t of,
                          std::string_view name, std::string_view description) {
    farm.add(table, object({{"id", id}, {"templateId", of}, {"name", name}, {"description", description}}));
}

json::Object guest(std::string_view id, std::string_view name, std::int64_t provider, std::int64_t pool,
                   std::int64_t made_from, std::string_view user) {
    return object({{"id", id},
                   {"name", name},
                   {"siteId", headquarters},
                   {"providerId", provider},
                   {"enabled", true},
                   {"description", ""},
                   {"computerName", name},
                   {"port", 30004},
                   {"templateId", made_from},
                   {"hostPoolId", pool},
                   {"user", user},
                   {"persistent", !user.empty()},
                   {"inheritDefaultAgentSettings", true},
                   {"inheritDefaultPrinterSettings", true},
                   {"inheritDefaultUserProfileSettings", true}});
}

}  // namespace

void seed_providers(Farm& farm) {
    add_provider(farm, hyperv, "hyperv1.company.dom", 9, 135, "COMPANY\\svc-hyperv");
    add_provider(farm, vcenter, "vcenter1.company.dom", 15, 443, "svc-ras@vsphere.local");
    add_provider(farm, azure, "azure1.company.dom", 21, 443, machine_id(53, 900));
    add_provider(farm, avd, "avd1.company.dom", 22, 443, machine_id(54, 900));

    add_machine(farm, hyperv, machine_id(hyperv, 901), "RDSH-Win2022", as_template, 1, "Windows Server 2022");
    add_machine(farm, hyperv, machine_id(hyperv, 902), "Win11-Gold", as_template, 2, "Windows 11 Enterprise");
    add_machine(farm, hyperv, machine_id(hyperv, 903), "RDSH-Win2025-base", on, 3, "Windows Server 2025");
    add_machine(farm, hyperv, machine_id(hyperv, 904), "Win11-Next", off, 4, "Windows 11 Enterprise");

    constexpr std::array names{"build-agent-1", "build-agent-2", "cad-station-1", "cad-station-2",
                               "legacy-xp-app", "print-server",  "test-win11",    "test-win2022"};
    constexpr std::array states{on, on, on_with_agent, paused, off, on, off, off};
    for (std::size_t i = 0; i < names.size(); ++i)
        add_machine(farm, vcenter, fmt::format("vm-{}", 1042 + i), names[i], states[i], 10 + i,
                    i < 4 ? "Windows 11 Enterprise" : "Windows Server 2022");
    for (std::size_t i = 1; i <= 4; ++i)
        add_machine(farm, azure, machine_id(azure, i), fmt::format("az-burst-{}", i), i <= 2 ? on : off,
                    20 + i, "Windows Server 2022");
}

void add_host_machine(Farm& farm, std::size_t number, bool runs) {
    const std::string server = host_name(number);
    const std::string id = host_machine_id(number);
    add_machine(farm, vcenter, id, server.substr(0, server.find('.')), runs ? on_with_agent : off,
                100 + number, "Windows Server 2022");
    farm.change(fmt::format("provider/{}/vm", vcenter), RowKey::from(id),
                object({{"$host", first_host + static_cast<std::int64_t>(number) - 1}}));
}

void seed_virtual_desktops(Farm& farm) {
    farm.add("vdi/template", object({{"id", vdi_template},
                                     {"objType", 102},
                                     {"name", "Win11-Gold"},
                                     {"siteId", headquarters},
                                     {"description", "Office image"},
                                     {"providerId", hyperv},
                                     {"templateType", 0},
                                     {"vmId", machine_id(hyperv, 902)},
                                     {"cloneMethod", 1},
                                     {"imagePrepTool", 0},
                                     {"ownerName", "Company"},
                                     {"organization", "Company"},
                                     {"domain", "company.dom"},
                                     {"administrator", "svc-join@company.dom"},
                                     {"computerName", "WIN11-%ID:3:001%"}}));
    add_template_version(farm, "vdi/templateversion", vdi_version1, vdi_template, "Version 1",
                         "First roll-out");
    add_template_version(farm, "vdi/templateversion", vdi_version2, vdi_template, "Version 2",
                         "With the new office suite");
    for (const char* tag : {"Production", "Pilot"})
        farm.add("templateversionsettings/tags", object({{"name", tag}, {"description", ""}}));
    farm.add("vdi/hostpool", object({{"id", desktops},
                                     {"name", "Desktops"},
                                     {"siteId", headquarters},
                                     {"description", "Windows 11 for everyone"},
                                     {"enabled", true},
                                     {"provisioningType", 0},
                                     {"templateId", vdi_template},
                                     {"templateVersionId", vdi_version2},
                                     {"maxHosts", 40},
                                     {"preCreatedHosts", 2},
                                     {"hostName", "WIN11-%ID:3:001%"},
                                     {"defaultPowerState", 1}}));
    farm.add(fmt::format("vdi/hostpool/{}/members", desktops),
             object({{"name", "Win11-Gold"}, {"type", 5}, {"providerId", hyperv}}));
    for (std::size_t number = 1; number <= desktop_count; ++number) {
        const std::string id = desktop_id(number), name = desktop_name(number);
        const bool personal = number <= 4;
        add_machine(farm, hyperv, id, name, number <= 9 ? on_with_agent : off, 30 + number,
                    "Windows 11 Enterprise");
        farm.add("vdihost", guest(id, name, hyperv, desktops, vdi_template,
                                  personal ? user_principal(number * 11) : std::string{}));
        farm.add("vmhost", object({{"id", id}, {"providerID", hyperv}, {"siteId", headquarters}}));
    }
}

void seed_azure_desktops(Farm& farm) {
    const auto place = [](std::string_view kind, std::size_t number) {
        return fmt::format("/subscriptions/{}/resourcegroups/rg-avd/{}", machine_id(avd, 950),
                           machine_id(54, number)) +
               std::string(kind.empty() ? "" : "/") + std::string(kind);
    };
    farm.store().write("avd/resourcegroup", RowKey("rg-avd"),
                       object({{"name", "rg-avd"}, {"location", "westeurope"}, {"$provider", avd}}));
    farm.set_singleton("avd/settings", headquarters, object({{"siteId", headquarters}, {"enabled", true}}));
    farm.add("avd/workspace", object({{"id", workspace},
                                      {"providerId", avd},
                                      {"name", "AVD-Workspace"},
                                      {"enabled", true},
                                      {"friendlyName", "Company workspace"},
                                      {"description", ""},
                                      {"resourceGroup", "rg-avd"},
                                      {"location", "westeurope"},
                                      {"azureId", place("workspace", 960)}}));
    farm.add("avd/template", object({{"id", avd_template},
                                     {"objType", 89},
                                     {"name", "AVD-Win11"},
                                     {"siteId", headquarters},
                                     {"description", "Multi-session image"},
                                     {"providerId", avd},
                                     {"templateType", 1},
                                     {"vmId", machine_id(avd, 901)},
                                     {"cloneMethod", 0},
                                     {"domain", "company.dom"}}));
    add_template_version(farm, "avd/templateversion", avd_version1, avd_template, "Version 1",
                         "First roll-out");
    farm.add("avd/hostpool", object({{"id", avd_pool},
                                     {"siteId", headquarters},
                                     {"workspaceId", workspace},
                                     {"name", "AVD-Office"},
                                     {"enabled", true},
                                     {"friendlyName", "Office in the cloud"},
                                     {"description", ""},
                                     {"resourceGroup", "rg-avd"},
                                     {"location", "westeurope"},
                                     {"azureId", place("hostpool", 961)},
                                     {"poolType", 0},
                                     {"limitHosts", 10},
                                     {"publishingType", 1},
                                     {"loadBalancerType", 0},
                                     {"powerOnHost", true},
                                     {"provisioningType", 0},
                                     {"provisioning", object({{"templateId", avd_template},
                                                              {"templateVersionId", avd_version1},
                                                              {"hostName", "avd-office-%ID:1:1%"},
                                                              {"maxHosts", 10}})}}));
    add_machine(farm, avd, machine_id(avd, 901), "AVD-Win11", as_template, 1,
                "Windows 11 Enterprise multi-session");
    for (std::size_t number = 1; number <= avd_host_count; ++number) {
        const std::string id = avd_host_id(number), name = avd_host_name(number);
        add_machine(farm, avd, id, name, number <= 4 ? on_with_agent : off, 30 + number,
                    "Windows 11 Enterprise multi-session");
        json::Object row = guest(id, name, avd, avd_pool, avd_template, {});
        row.set("azureId", place("sessionhost", 970 + number));
        row.set("allowNewSessions", true);
        farm.add("avdhost", std::move(row));
        farm.add("vmhost", object({{"id", id}, {"providerID", avd}, {"siteId", headquarters}}));
    }
}

std::string desktop_id(std::size_t number) {
    return machine_id(hyperv, number);
}
std::string avd_host_id(std::size_t number) {
    return machine_id(avd, number);
}
std::string host_machine_id(std::size_t number) {
    return fmt::format("vm-{}", 2000 + number);
}

}  // namespace rasctl::simulator::demo
