// Reports for the vendor's support.
#include <fmt/format.h>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {
namespace {

std::string report(const Farm& farm) {
    std::string text = fmt::format("RAS system report\nmade: {}\nversion: {}\n", farm.clock().date_time(),
                                   farm.agent_version());
    for (const auto& [table, rows] : farm.store().tables())
        if (!table.starts_with('$')) text += fmt::format("{}: {}\n", table, rows.size());
    return text;
}

}  // namespace

void add_support_life_cycle(Handlers& handlers) {
    handlers.add("GET", "/api/Support/DownloadReport",
                 [](Farm& farm, const Call&) { return file(report(farm), "ras-report.txt"); });
    handlers.add("POST", "/api/Support/SendSystemReport", [](Farm& farm, const Call&) {
        return ok(fmt::format("Report {} was sent.", farm.next_id()));
    });
    handlers.add("POST", "/api/Support/SendSupportRequest", [](Farm& farm, const Call& call) {
        farm.store().write("$supportrequests", farm.next_id(), call.body.as_object());
        return no_content();
    });
}

}  // namespace rasctl::simulator
