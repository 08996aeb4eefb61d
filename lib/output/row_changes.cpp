#include "output/row_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "json/writer.hpp"

namespace rasctl::output {
namespace {

bool is_same(const json::Value& a, const json::Value& b) {
    return json::write(a) == json::write(b);
}

}  // namespace

std::string_view to_string(Change change) {
    switch (change) {
        case Change::listed:
            return "listed";
        case Change::added:
            return "new";
        case Change::changed:
            return "changed";
        case Change::gone:
            return "gone";
        default:
            return {};
    }
}

std::vector<std::string> changed_members(const json::Value& before, const json::Value& now) {
    std::vector<std::string> names;
    if (!before.is_object() || !now.is_object()) return names;
    for (const json::Member& member : now.as_object()) {
        const json::Value* old = before.find(member.name);
        if (!old || !is_same(*old, member.value)) names.push_back(member.name);
    }
    for (const json::Member& member : before.as_object()) {
        if (!now.find(member.name)) names.push_back(member.name);
    }
    return names;
}

RowChanges::RowChanges(const Shape& shape) {
    for (const std::string& name : {shape.id, std::string("hostID"), shape.identity}) {
        if (!name.empty()) naming_.push_back(make_path(name, shape.row));
    }
}

std::vector<RowChanges::Keyed> RowChanges::with_keys(std::vector<json::Value> rows) const {
    std::vector<Keyed> keyed;
    std::unordered_map<std::string, std::size_t> seen;
    for (json::Value& row : rows) {
        std::string key;
        for (const FieldPath& path : naming_) {
            const json::Value* value = path.in(row);
            if (value) key = path.path + "=" + value->scalar_text();
            if (value) break;
        }
        if (key.empty()) key = json::write(row);
        // Several rows of one key are told apart by their order.
        if (const std::size_t others = seen[key]++; others > 0) key += fmt::format("\n{}", others);
        keyed.emplace_back(std::move(key), std::move(row));
    }
    return keyed;
}

std::vector<ChangedRow> RowChanges::look(std::vector<json::Value> rows) {
    std::vector<Keyed> now = with_keys(std::move(rows));
    std::vector<ChangedRow> result;
    if (!last_) {
        for (const auto& [key, row] : now) result.push_back({row, Change::listed});
        last_ = std::move(now);
        return result;
    }
    std::unordered_map<std::string_view, const json::Value*> before;
    for (const auto& [key, row] : *last_) before.emplace(key, &row);
    std::unordered_map<std::string_view, bool> is_here;
    for (const auto& [key, row] : now) is_here.emplace(key, true);
    // Those that are gone, by the row behind which they stood.
    std::unordered_map<std::string_view, std::vector<const json::Value*>> gone_behind;
    std::string_view behind;
    for (const auto& [key, row] : *last_) {
        if (is_here.contains(key))
            behind = key;
        else
            gone_behind[behind].push_back(&row);
    }
    const auto add_gone = [&](std::string_view key) {
        for (const json::Value* row : gone_behind[key]) result.push_back({*row, Change::gone});
    };
    add_gone({});
    for (const auto& [key, row] : now) {
        const auto old = before.find(key);
        if (old == before.end())
            result.push_back({row, Change::added});
        else if (is_same(*old->second, row))
            result.push_back({row});
        else
            result.push_back({row, Change::changed, *old->second});
        add_gone(key);
    }
    last_ = std::move(now);
    return result;
}

}  // namespace rasctl::output
