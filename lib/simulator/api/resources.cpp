#include "simulator/api/resources.hpp"

#include <algorithm>

#include "simulator/api/plan_maker.hpp"
#include "simulator/lifecycle/lifecycle.hpp"

namespace rasctl::simulator {

Resources::Resources(const catalog::Catalog& catalog, int api) {
    for (const catalog::Operation operation : catalog.operations())
        available_.push_back(is_available(operation, api));
    const PlanMaker maker(catalog, available_);
    for (const catalog::Operation operation : catalog.operations())
        plans_.push_back(available_[operation.index()] ? maker.plan(operation) : Plan{});
    rows_ = maker.rows();
}

const Resources::Row* Resources::row_of(std::string_view table) const {
    // Sorted by pattern; most tables have no id in their name and are found at once.
    const auto exact = std::ranges::lower_bound(rows_, table, {}, &Row::pattern);
    if (exact != rows_.end() && exact->pattern == table) return &*exact;
    const auto found =
        std::ranges::find_if(rows_, [&](const Row& row) { return match_pattern(row.pattern, table); });
    return found == rows_.end() ? nullptr : &*found;
}

std::optional<catalog::Schema> Resources::row_schema(std::string_view table) const {
    const Row* row = row_of(table);
    return row ? row->schema : std::nullopt;
}

std::string_view Resources::key_field(std::string_view table) const {
    const Row* row = row_of(table);
    return row ? std::string_view(row->key_field) : std::string_view("id");
}

bool Resources::is_collection(std::string_view pattern) const {
    return row_of(pattern) != nullptr;
}

}  // namespace rasctl::simulator
