// What was written since settings were last applied: object, verb, by whom, when. Kept with the farm.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

struct PendingChange {
    std::string table;
    std::string id;
    std::string name;
    std::string verb;  // created, changed, deleted
    std::string by;
    std::string time;
};

// Keeps what the request changed as waiting, by the store's journal, if the request marked itself.
void note_pending(Farm& farm, std::string_view by);

// By table and ID.
std::vector<PendingChange> pending_changes(const Farm& farm);

}  // namespace rasctl::simulator
