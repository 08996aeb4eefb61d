// When hosts of the demo farm are rebooted.
#include <array>
#include <string_view>

#include "simulator/demo/farm.hpp"
#include "simulator/store/object_literal.hpp"

namespace rasctl::simulator::demo {
namespace {

struct Schedule {
    std::string_view table;
    int object_type;
    std::int64_t target;  // 0: none yet
};

constexpr int rds_schedule = 44, avd_schedule = 92, vdi_schedule = 100;
constexpr int reboots = 1, every_week = 2;

constexpr std::array schedules{
    Schedule{"rds/hostpool/schedule", rds_schedule, engineering},
    Schedule{"rds/host/schedule", rds_schedule, first_host + 1},
    Schedule{"vdi/hostpool/schedule", vdi_schedule, 0},
    Schedule{"provider/vm/vdihost/schedule", vdi_schedule, vcenter},
    Schedule{"avd/hostpool/schedule", avd_schedule, 0},
    Schedule{"provider/vm/avdhost/schedule", avd_schedule, avd},
};

}  // namespace

void seed_schedules(Farm& farm) {
    std::int64_t id = first_schedule;
    for (const Schedule& schedule : schedules) {
        farm.add(
            schedule.table,
            object({{"id", id++},
                    {"siteID", headquarters},
                    {"objType", schedule.object_type},
                    {"action", reboots},
                    {"enabled", true},
                    {"name", "Weekly reboot"},
                    {"targetIDs", schedule.target == 0 ? json::Array{} : json::Array{schedule.target}},
                    {"trigger", object({{"startDateTime", "2026-01-04T03:00:00Z"}, {"repeat", every_week}})},
                    {"options", object({{"enableDrainMode", true}})}}));
    }
}

}  // namespace rasctl::simulator::demo
