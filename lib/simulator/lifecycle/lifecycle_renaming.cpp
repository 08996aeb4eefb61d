// Updates that give an object another name in a member of its own ("newName", "newServer").
#include <array>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::array renamed{std::pair{"newName", "name"}, std::pair{"newServer", "server"}};

}  // namespace

void add_renaming(Handlers& handlers) {
    const auto take_new_name = [](Farm& farm, const std::string& table, const RowKey& key,
                                  json::Object& row) {
        bool changed = false;
        for (const auto& [from, to] : renamed) {
            const std::string name = text_in(row, from);
            if (!row.erase(from)) continue;
            if (!name.empty()) row.set(to, name);
            changed = true;
        }
        if (changed) farm.store().write(table, key, row);
    };
    for (const char* pattern : {"{}", "{}/{}", "{}/{}/{}", "{}/{}/{}/{}"})
        handlers.after_update(pattern, take_new_name);
}

}  // namespace rasctl::simulator
