// The 120 published items of the demo farm.
#include <array>
#include <map>

#include <fmt/format.h>

#include "simulator/demo/farm.hpp"
#include "simulator/model/published_kind.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

constexpr std::size_t item_count = 120;

struct Folder {
    std::string_view name;
    std::string_view parent;
};
constexpr std::array folders{
    Folder{"Office", ""},
    Folder{"Accounting", ""},
    Folder{"Invoices", "Accounting"},
    Folder{"Payroll", "Accounting"},
    Folder{"Closing", "Payroll"},
    Folder{"Engineering", ""},
    Folder{"CAD", "Engineering"},
    Folder{"Simulation", "Engineering"},
    Folder{"Call Centre", ""},
    Folder{"Sales", ""},
    Folder{"Human Resources", ""},
    Folder{"IT Tools", ""},
    Folder{"Desktops", ""},
    Folder{"Cloud", ""},
};

struct Application {
    std::string_view name;
    std::string_view folder;
    std::string_view target;
};
constexpr std::array applications{
    Application{"Calculator", "Office", "calc.exe"},
    Application{"Text Editor", "Office", "notepad.exe"},
    Application{"Word", "Office", "winword.exe"},
    Application{"Excel", "Office", "excel.exe"},
    Application{"PowerPoint", "Office", "powerpnt.exe"},
    Application{"Outlook", "Office", "outlook.exe"},
    Application{"Browser", "Office", "msedge.exe"},
    Application{"PDF Reader", "Office", "acrord32.exe"},
    Application{"Ledger", "Accounting", "sapgui.exe"},
    Application{"Budget Planner", "Accounting", "budget.exe"},
    Application{"Invoice Scanner", "Invoices", "scan.exe"},
    Application{"Invoice Approval", "Invoices", "approve.exe"},
    Application{"Payslips", "Payroll", "payslip.exe"},
    Application{"Month End", "Closing", "close.exe"},
    Application{"Drafting", "CAD", "acad.exe"},
    Application{"Solid Modeller", "CAD", "sldworks.exe"},
    Application{"Viewer 3D", "CAD", "view3d.exe"},
    Application{"Stress Analysis", "Simulation", "stress.exe"},
    Application{"Flow Solver", "Simulation", "flow.exe"},
    Application{"CRM", "Call Centre", "crm.exe"},
    Application{"Softphone", "Call Centre", "phone.exe"},
    Application{"Knowledge Base", "Call Centre", "kb.exe"},
    Application{"Quotes", "Sales", "quotes.exe"},
    Application{"Time Sheet", "Human Resources", "times.exe"},
    Application{"Recruiting", "Human Resources", "recruit.exe"},
    Application{"Event Viewer", "IT Tools", "eventvwr.exe"},
    Application{"Registry Editor", "IT Tools", "regedit.exe"},
    Application{"Remote Console", "IT Tools", "mstsc.exe"},
};

// Further applications carry the name of what they belong to and a number: "Sales Report 4".
constexpr std::array series{
    Application{"Sales Report", "Sales", "report.exe"},
    Application{"HR Form", "Human Resources", "form.exe"},
    Application{"Cost Centre", "Accounting", "cost.exe"},
    Application{"Assembly Line", "Engineering", "line.exe"},
    Application{"Call Script", "Call Centre", "script.exe"},
    Application{"Check Tool", "IT Tools", "check.exe"},
};

class Publisher {
  public:
    explicit Publisher(Farm& farm) : farm_(&farm) {}

    std::size_t made() const { return made_; }
    std::int64_t folder(std::string_view name) const {
        const auto found = folders_.find(name);
        return found == folders_.end() ? 0 : found->second;
    }

    std::int64_t add(std::string_view kind, std::string_view name, std::string_view in,
                     const json::Object& special) {
        const std::int64_t id = first_item + static_cast<std::int64_t>(made_++);
        const std::int64_t parent = folder(in);
        json::Object row = object({{"id", id},
                                   {"name", name},
                                   {"type", published_type(kind)},
                                   {"parentId", parent},
                                   {"previousId", last_[parent]},
                                   {"description", ""},
                                   {"enabled", true},
                                   {"enabledMode", 1},
                                   {"inheritMaintenance", true},
                                   {"publishToSite", json::Array{headquarters}},
                                   {"$kind", kind}});
        merge(row, special);
        farm_->add("pubitems", std::move(row));
        last_[parent] = id;
        return id;
    }

    void add_folder(const Folder& one) {
        folders_.emplace(std::string(one.name), add("folders", one.name, one.parent, {}));
    }

    void add_application(std::string_view kind, std::string_view name, std::string_view in,
                         std::string_view target, const json::Object& special = {}) {
        json::Object row =
            object({{"target", std::string("C:\\Program Files\\Company\\") + std::string(target)},
                    {"startIn", "C:\\Program Files\\Company"},
                    {"inheritDisplayDefaultSettings", true},
                    {"inheritShortcutDefaultSettings", true},
                    {"inheritLicenseDefaultSettings", true},
                    {"startMaximized", true},
                    {"waitForPrintersTimeout", 20},
                    {"colorDepth", 5},
                    {"createShortcutOnDesktop", true},
                    {"startPath", "RAS Remote Desktops & Applications\\%Groups%"}});
        merge(row, special);
        add(kind, name, in, row);
    }

  private:
    Farm* farm_;
    std::size_t made_ = 0;
    std::map<std::string, std::int64_t, std::less<>> folders_;
    std::map<std::int64_t, std::int64_t> last_;  // by folder
};

json::Object for_group(std::string_view group) {
    const json::Object member =
        object({{"account", group}, {"type", 2}, {"sid", "S-1-5-21-1004336348-1177238915-682003330-1104"}});
    return object({{"userFilterEnabled", true}, {"allowedUsers", json::Array{member}}});
}

json::Object from_pool(std::int64_t pool) {
    return object({{"publishFrom", 1}, {"publishFromGroup", json::Array{pool}}});
}

void add_desktops(Publisher& publisher) {
    publisher.add("desktops/rds", "Office Desktop", "Desktops",
                  merged(from_pool(office), object({{"desktopSize", 0}})));
    publisher.add("desktops/rds", "Engineering Desktop", "Desktops",
                  merged(from_pool(engineering), for_group("COMPANY\\Engineers")));
    publisher.add("desktops/rds", "Admin Console", "Desktops",
                  merged(object({{"publishFrom", 2},
                                 {"publishFromServer", json::Array{first_host}},
                                 {"connectToConsole", true}}),
                         for_group("COMPANY\\Domain Admins")));
    publisher.add("desktops/vdi", "Windows 11", "Desktops",
                  object({{"connectTo", 3}, {"vdiTemplateId", vdi_template}, {"vdiHostPoolId", desktops}}));
    publisher.add("desktops/vdi", "My Windows 11", "Desktops",
                  object({{"connectTo", 0}, {"vdiHostPoolId", desktops}, {"persistent", true}}));
    publisher.add("desktops/avd", "Cloud Desktop", "Cloud", object({{"hostPoolIds", json::Array{avd_pool}}}));
}

void add_other_applications(Publisher& publisher) {
    const json::Object in_desktops = object({{"publishFrom", 1}, {"vdiHostPoolIds", json::Array{desktops}}});
    publisher.add_application("apps/vdi", "Photo Editor", "Engineering", "photo.exe", in_desktops);
    publisher.add_application("apps/vdi", "Map Maker", "Engineering", "maps.exe", in_desktops);
    const json::Object in_cloud = object({{"publishFrom", 1}, {"hostPoolIds", json::Array{avd_pool}}});
    publisher.add_application("apps/avd", "Cloud Word", "Cloud", "winword.exe", in_cloud);
    publisher.add_application("apps/avd", "Cloud Excel", "Cloud", "excel.exe", in_cloud);
    publisher.add("apps/local", "Intranet", "",
                  object({{"url", "https://intranet.company.example/"}, {"macEnabled", true}}));
    publisher.add("apps/local", "Service Desk", "",
                  object({{"url", "https://help.company.example/"}, {"macEnabled", true}}));
}

json::Object special_of(const Application& application) {
    if (application.folder == "CAD" || application.folder == "Simulation") return from_pool(engineering);
    if (application.folder == "Call Centre") return from_pool(callcentre);
    if (application.folder == "Payroll" || application.folder == "Closing")
        return for_group("COMPANY\\Payroll");
    if (application.folder == "IT Tools")
        return merged(
            for_group("COMPANY\\Domain Admins"),
            object({{"ipFilterEnabled", true},
                    {"allowedIP4s", json::Array{object({{"from", "10.1.0.0"}, {"to", "10.1.255.255"}})}}}));
    return from_pool(office);
}

void add_rules(Farm& farm, std::int64_t item) {
    farm.add(fmt::format("pubitems/{}/rules", item), object({{"priority", 1},
                                                             {"enabled", true},
                                                             {"name", "From the offices"},
                                                             {"description", "Both office networks"}}));
    farm.add(fmt::format("pubitems/{}/preferredroute", item), object({{"enabled", true},
                                                                      {"name", "Branch line"},
                                                                      {"description", ""},
                                                                      {"priority", 1},
                                                                      {"referenceType", 0},
                                                                      {"referenceId", gw3}}));
}

}  // namespace

void seed_publishing(Farm& farm) {
    Publisher publisher(farm);
    for (const Folder& folder : folders) publisher.add_folder(folder);
    for (const Application& application : applications)
        publisher.add_application("apps/rds", application.name, application.folder, application.target,
                                  special_of(application));
    add_desktops(publisher);
    add_other_applications(publisher);
    for (std::size_t number = 0; publisher.made() < item_count; ++number) {
        const Application& of = series[number % series.size()];
        publisher.add_application("apps/rds", fmt::format("{} {}", of.name, number / series.size() + 1),
                                  of.folder, of.target, special_of(of));
    }
    add_rules(farm, publisher.folder("Accounting"));
}

}  // namespace rasctl::simulator::demo
