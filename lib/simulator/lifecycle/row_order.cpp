#include "simulator/lifecycle/row_order.hpp"

#include <algorithm>

#include "simulator/model/scalar.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {

std::vector<RowKey> ordered(const Farm& farm, const Order& order, const json::Object& like) {
    std::vector<std::pair<std::int64_t, RowKey>> rows;
    const json::Value* group = order.group.empty() ? nullptr : like.find(order.group);
    for (const RowKey& key : farm.store().keys(order.table)) {
        const json::Object row = farm.read(order.table, key).value_or(json::Object{});
        const json::Value* its = order.group.empty() ? nullptr : row.find(order.group);
        if (group && its && !same_value(*its, *group)) continue;
        // Rows that were never placed come last.
        rows.emplace_back(row.find(order.member) ? number_in(row, order.member) : INT32_MAX, key);
    }
    std::ranges::stable_sort(rows, {}, &std::pair<std::int64_t, RowKey>::first);
    std::vector<RowKey> result;
    result.reserve(rows.size());
    for (const auto& [place, key] : rows) result.push_back(key);
    return result;
}

void renumber(Farm& farm, const Order& order, const std::vector<RowKey>& rows) {
    std::int64_t place = order.first;
    for (const RowKey& key : rows) {
        json::Object row = farm.read(order.table, key).value_or(json::Object{});
        if (!row.find(order.member) || number_in(row, order.member) != place) {
            row.set(order.member, place);
            farm.store().write(order.table, key, row);
        }
        ++place;
    }
}

void append(Farm& farm, const Order& order, const RowKey& key) {
    json::Object row = farm.read(order.table, key).value_or(json::Object{});
    row.erase(order.member);
    farm.store().write(order.table, key, row);
    renumber(farm, order, ordered(farm, order, row));
}

Response move_row(Farm& farm, const Call& call, const Order& order) {
    const RowKey key = call.key(0);
    std::vector<RowKey> rows = ordered(farm, order, farm.read(order.table, key).value_or(json::Object{}));
    const auto at = std::ranges::find(rows, key);
    const json::Value* direction = call.field("direction");
    const bool up = direction && direction->to_int64() == 0;
    if (at == rows.end()) return not_found("There is no such object.");
    if (up && at == rows.begin()) return business_error("it is the first already");
    if (!up && at + 1 == rows.end()) return business_error("it is the last already");
    std::iter_swap(at, up ? at - 1 : at + 1);
    renumber(farm, order, rows);
    farm.mark_pending();
    return no_content();
}

}  // namespace rasctl::simulator
