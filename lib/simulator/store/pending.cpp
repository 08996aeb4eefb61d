#include "simulator/store/pending.hpp"

#include <map>
#include <utility>

#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view waiting = "$pending";

using Place = std::pair<std::string, RowKey>;
using Before = std::map<Place, std::optional<std::string>>;

// The rows of the API that the journal names, each as it was before the first change.
Before rows_before(const Store& store) {
    Before result;
    for (const Store::Change& change : store.changes())
        if (!change.table.starts_with('$')) result.emplace(Place(change.table, change.key), change.before);
    return result;
}

// What an administrator sees of a row: not the simulator's own members, nor who wrote it last.
json::Object seen(const std::string& text) {
    json::Object result;
    for (const auto& [name, value] : parse_row(text))
        if (!name.starts_with('$') && name != "adminLastMod" && name != "timeLastMod")
            result.append(std::string(name), value);
    return result;
}

std::string name_in(const json::Object& row) {
    for (const char* member : {"name", "server", "title"})
        if (std::string name = text_in(row, member); !name.empty()) return name;
    return {};
}

void note(Farm& farm, const Place& place, const std::optional<std::string>& before, std::string_view by) {
    const auto& [table, key] = place;
    const std::string* now = farm.store().text(table, key);
    if (!before && !now) return;
    if (before && now && seen(*before) == seen(*now)) return;
    const RowKey at(table + "/" + key.to_text());
    const auto earlier = farm.read(waiting, at);
    const bool is_new = earlier && text_in(*earlier, "verb") == "created";
    if (is_new && !now) {
        farm.store().erase(waiting, at);
        return;
    }
    const std::string_view verb = !now ? "deleted" : is_new || !before ? "created" : "changed";
    farm.store().write(waiting, at,
                       object({{"table", table},
                               {"id", key.to_text()},
                               {"name", name_in(seen(now ? *now : *before))},
                               {"verb", verb},
                               {"by", by},
                               {"time", farm.clock().date_time()}}));
}

}  // namespace

void note_pending(Farm& farm, std::string_view by) {
    if (!farm.take_mark()) return;
    for (const auto& [place, before] : rows_before(farm.store())) note(farm, place, before, by);
}

std::vector<PendingChange> pending_changes(const Farm& farm) {
    std::vector<PendingChange> result;
    for (const RowKey& key : farm.store().keys(waiting)) {
        const json::Object row = farm.read(waiting, key).value_or(json::Object{});
        result.push_back({text_in(row, "table"), text_in(row, "id"), text_in(row, "name"),
                          text_in(row, "verb"), text_in(row, "by"), text_in(row, "time")});
    }
    return result;
}

}  // namespace rasctl::simulator
