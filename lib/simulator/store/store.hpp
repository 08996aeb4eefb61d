// The farm's objects as rows of tables, in memory. Rows are kept as compact JSON text that holds only what
// differs from the schema's defaults, so that 100,000 sessions fit. Changes are journalled: a request either
// commits all of them or none.
//
// A table is named by the canonical path of its collection, ids filled in: "gateway", "rds/host",
// "halb/7/device". Tables whose name begins with "$" are the simulator's own. Members of a row that begin
// with "$" are never shown.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"

namespace rasctl::simulator {

// A row's key: a number, or a text where the API's ids are texts (virtual machines). Numbers sort first.
struct RowKey {
    std::int64_t number = 0;
    std::string text;

    RowKey() = default;
    RowKey(std::int64_t n) : number(n) {}
    RowKey(int n) : number(n) {}
    explicit RowKey(std::string t) : text(std::move(t)) {}
    // The key that a path parameter names: a number when it is one, else a text.
    static RowKey from(std::string_view text);
    std::string to_text() const { return text.empty() ? std::to_string(number) : text; }
    auto operator<=>(const RowKey&) const = default;
};

using Table = std::map<RowKey, std::string>;

class Store {
  public:
    // What a request changed in one row: the text before (nothing: it was not there).
    struct Change {
        std::string table;
        RowKey key;
        std::optional<std::string> before;
    };

    // Null when there is no such table or row.
    const std::string* text(std::string_view table, const RowKey& key) const;
    std::optional<json::Object> read(std::string_view table, const RowKey& key) const;
    bool contains(std::string_view table, const RowKey& key) const { return text(table, key) != nullptr; }
    void write(std::string_view table, const RowKey& key, const json::Object& row);
    // Takes JSON text of an object as it is: for loading and for bulk seeding.
    void write_text(std::string_view table, const RowKey& key, std::string row);
    bool erase(std::string_view table, const RowKey& key);
    // Erases every row of every table whose name begins with `prefix`.
    void erase_below(std::string_view prefix);

    // Null when empty. Any write may change what it shows; walk with next() across writes.
    const Table* table(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    // The first row behind `after` (from the start without it), or nothing at the end.
    std::optional<RowKey> next(std::string_view table, const std::optional<RowKey>& after) const;
    const std::map<std::string, Table, std::less<>>& tables() const { return tables_; }
    // The keys of a table at this moment.
    std::vector<RowKey> keys(std::string_view table) const;

    const std::vector<Change>& changes() const { return changes_; }
    // Forgets the journal: what was changed stays.
    void keep_changes() { changes_ = {}; }
    // Undoes everything since the last keep_changes().
    void undo_changes();

  private:
    void put(std::string_view table, const RowKey& key, std::optional<std::string> text);
    std::map<std::string, Table, std::less<>> tables_;
    std::vector<Change> changes_;
};

// Text of a row as an object; the store only ever holds valid ones.
json::Object parse_row(std::string_view text);

}  // namespace rasctl::simulator
