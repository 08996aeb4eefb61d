// What schedules and notifications work on: their targets are IDs of the kind that their list, or another
// field, says. Where one of them goes, it is no target any more.
#include <algorithm>
#include <array>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

struct Targets {
    std::string_view objects;  // table of what goes
    std::string_view holders;  // table of what names it
    std::string_view member;
};
constexpr std::array targets{
    Targets{"rds/host", "rds/host/schedule", "targetIDs"},
    Targets{"rds/hostpool", "rds/hostpool/schedule", "targetIDs"},
    Targets{"vdi/hostpool", "vdi/hostpool/schedule", "targetIDs"},
    Targets{"avd/hostpool", "avd/hostpool/schedule", "targetIDs"},
    Targets{"vdihost", "provider/vm/vdihost/schedule", "targetNativeHosts"},
    Targets{"avdhost", "provider/vm/avdhost/schedule", "targetNativeHosts"},
    Targets{"rds/host", "pubitems", "perServerAttributes"},
    Targets{"rds/host", "notifications", "targetIds"},
    Targets{"gateway", "notifications", "targetIds"},
    Targets{"connectionbroker", "notifications", "targetIds"},
    Targets{"provider", "notifications", "targetIds"},
    Targets{"enrollmentserver", "notifications", "targetIds"},
};

// An ID, or what says something of it: a machine by what its provider calls it, values for one host.
bool is_target(const json::Value& entry, const RowKey& key) {
    if (!entry.is_object()) return entry.scalar_text() == key.to_text();
    constexpr std::array names{"guid", "hostAzureID", "serverID"};
    return std::ranges::any_of(names, [&](const char* name) {
        const json::Value* value = entry.find(name);
        return value && value->scalar_text() == key.to_text();
    });
}

void take_out(Farm& farm, const Targets& which, const RowKey& target) {
    for (const RowKey& key : farm.store().keys(which.holders)) {
        json::Object row = farm.read(which.holders, key).value_or(json::Object{});
        json::Value* list = row.find(which.member);
        if (!list || !list->is_array()) continue;
        const auto taken = std::erase_if(list->as_array(),
                                         [&](const json::Value& entry) { return is_target(entry, target); });
        if (taken > 0) farm.store().write(which.holders, key, row);
    }
}

}  // namespace

void add_target_life_cycle(Handlers& handlers) {
    for (const Targets& one : targets)
        handlers.after_remove(std::string(one.objects),
                              [one](Farm& farm, const std::string&, const RowKey& key, json::Object&) {
                                  take_out(farm, one, key);
                              });
}

}  // namespace rasctl::simulator
