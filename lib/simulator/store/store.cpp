#include "simulator/store/store.hpp"

#include <charconv>

#include "json/reader.hpp"
#include "json/writer.hpp"

namespace rasctl::simulator {

RowKey RowKey::from(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    // "007" is a text: as a number it would be shown as another one.
    const bool plain =
        error == std::errc{} && end == text.data() + text.size() && std::to_string(number) == text;
    return plain ? RowKey(number) : RowKey(std::string(text));
}

json::Object parse_row(std::string_view text) {
    auto value = json::parse(text);
    return value && value->is_object() ? std::move(value->as_object()) : json::Object{};
}

const std::string* Store::text(std::string_view table_name, const RowKey& key) const {
    const Table* rows = table(table_name);
    if (!rows) return nullptr;
    const auto found = rows->find(key);
    return found == rows->end() ? nullptr : &found->second;
}

std::optional<json::Object> Store::read(std::string_view table_name, const RowKey& key) const {
    const std::string* row = text(table_name, key);
    if (!row) return std::nullopt;
    return parse_row(*row);
}

void Store::write(std::string_view table_name, const RowKey& key, const json::Object& row) {
    put(table_name, key, json::write(json::Value(row)));
}

void Store::write_text(std::string_view table_name, const RowKey& key, std::string row) {
    put(table_name, key, std::move(row));
}

bool Store::erase(std::string_view table_name, const RowKey& key) {
    if (!contains(table_name, key)) return false;
    put(table_name, key, std::nullopt);
    return true;
}

void Store::erase_below(std::string_view prefix) {
    std::vector<std::string> names;
    for (auto it = tables_.lower_bound(prefix); it != tables_.end() && it->first.starts_with(prefix); ++it)
        names.push_back(it->first);
    for (const std::string& name : names)
        for (const RowKey& key : keys(name)) erase(name, key);
}

const Table* Store::table(std::string_view name) const {
    const auto found = tables_.find(name);
    return found == tables_.end() ? nullptr : &found->second;
}

std::size_t Store::count(std::string_view name) const {
    const Table* rows = table(name);
    return rows ? rows->size() : 0;
}

std::optional<RowKey> Store::next(std::string_view table_name, const std::optional<RowKey>& after) const {
    const Table* rows = table(table_name);
    if (!rows) return std::nullopt;
    const auto found = after ? rows->upper_bound(*after) : rows->begin();
    return found == rows->end() ? std::nullopt : std::optional(found->first);
}

std::vector<RowKey> Store::keys(std::string_view table_name) const {
    std::vector<RowKey> result;
    if (const Table* rows = table(table_name)) {
        result.reserve(rows->size());
        for (const auto& [key, row] : *rows) result.push_back(key);
    }
    return result;
}

void Store::put(std::string_view table_name, const RowKey& key, std::optional<std::string> text) {
    auto found = tables_.find(table_name);
    if (found == tables_.end()) found = tables_.emplace(std::string(table_name), Table{}).first;
    Table& rows = found->second;
    auto row = rows.find(key);
    Change change{std::string(table_name), key, std::nullopt};
    if (row != rows.end()) change.before = std::move(row->second);
    changes_.push_back(std::move(change));
    if (!text) {
        if (row != rows.end()) rows.erase(row);
        if (rows.empty()) tables_.erase(found);
    } else if (row != rows.end()) {
        row->second = std::move(*text);
    } else {
        rows.emplace(key, std::move(*text));
    }
}

void Store::undo_changes() {
    std::vector<Change> undone;
    undone.swap(changes_);
    for (auto change = undone.rbegin(); change != undone.rend(); ++change)
        put(change->table, change->key, std::move(change->before));
    changes_.clear();
}

}  // namespace rasctl::simulator
