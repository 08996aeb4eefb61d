// What changed in a list from one look to the next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/value.hpp"
#include "output/column.hpp"

namespace rasctl::output {

enum class Change : std::uint8_t {
    none,
    listed,   // there at the first look
    added,    // new since the look before
    changed,  // another value in a field
    gone      // no longer there
};

// "listed", "new", "changed", "gone"; empty for none.
std::string_view to_string(Change change);

struct ChangedRow {
    json::Value row;  // of a row that is gone: as it was
    Change change = Change::none;
    std::optional<json::Value> before{};  // of a changed row
};

// The members that differ between two rows, by their names on the wire.
std::vector<std::string> changed_members(const json::Value& before, const json::Value& now);

// Rows are told apart by their ID, else by their name, else by all they hold.
class RowChanges {
  public:
    explicit RowChanges(const Shape& shape);

    // Takes the rows of a look. Answers them in their order; those that are gone stand where they were.
    std::vector<ChangedRow> look(std::vector<json::Value> rows);

  private:
    using Keyed = std::pair<std::string, json::Value>;
    std::vector<Keyed> with_keys(std::vector<json::Value> rows) const;

    std::vector<FieldPath> naming_;
    std::optional<std::vector<Keyed>> last_;
};

}  // namespace rasctl::output
