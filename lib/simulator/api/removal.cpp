#include "simulator/api/removal.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "simulator/api/parts.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {

void remove_object(Farm& farm, const Handlers& handlers, const std::string& table, const RowKey& key) {
    auto row = farm.read(table, key);
    if (!row) return;
    farm.remove(table, key);
    // Its life cycle finds what belonged to it by the references that are cleared afterwards.
    handlers.run_remove(farm, table, key, *row);
    forget(farm, table, key);
}

void remove_objects_with(Farm& farm, const Handlers& handlers, std::string_view member, std::int64_t number,
                         std::span<const std::string_view> tables) {
    std::vector<std::pair<std::string, RowKey>> found;
    for (const auto& [name, rows] : farm.store().tables()) {
        if (name.starts_with('$')) continue;
        if (!tables.empty() && std::ranges::find(tables, name) == tables.end()) continue;
        for (const auto& [key, text] : rows)
            if (number_in(parse_row(text), member) == number) found.emplace_back(name, key);
    }
    // Removing one of them may have removed others.
    for (const auto& [table, key] : found) remove_object(farm, handlers, table, key);
}

}  // namespace rasctl::simulator
