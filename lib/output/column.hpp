// The columns of a table or a delimited file.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "json/value.hpp"
#include "output/field_path.hpp"

namespace rasctl::output {

// The names of fields as flags spell them, by path on the wire; only those that kebab_case() alone does not
// get right: "enableRDPUDP" -> "enable-rdp-udp".
using FlagWords = std::map<std::string, std::string, std::less<>>;

// Those of a noun, worked out when they are first asked for: what shows no field by name does not need them.
class WordsOfNoun {
  public:
    WordsOfNoun() = default;
    explicit WordsOfNoun(catalog::Noun noun) : noun_(noun) {}
    const FlagWords& get() const;

  private:
    std::optional<catalog::Noun> noun_;
    mutable std::shared_ptr<const FlagWords> known_{};
};

// What is known of the rows before the first one comes.
struct Shape {
    std::optional<catalog::Schema> row = std::nullopt;  // of one row
    std::string identity{};                             // wire name of the field that names a row for people
    std::string id = "id";                              // wire name of its ID
    std::vector<std::string> default_columns{};         // wire paths for a table; empty: chosen from the rows
    WordsOfNoun words{};
    std::optional<catalog::Noun> noun = std::nullopt;  // whose objects the rows are
};

// The shape of what a command answers: the row schema of its operation, its noun's identity and its columns.
Shape shape_of(const catalog::Operation& operation);

struct Column {
    FieldPath path;
    std::string header;    // "AGENT-STATE"
    std::string joined{};  // what has the field: a verb of the same noun, or the noun of what the row is a
                           // member of; empty for the row itself
};

// A default column "@status.agentState" is the field of the row with the same ID that the noun's `status`
// shows, "@rds pool" the name of the pool that has the row among its members; "folder=parentId" is a field
// under another heading.
inline constexpr char joined_mark = '@';
inline constexpr char heading_mark = '=';

// The noun of "@rds pool"; empty for any other column.
std::string_view owner_in(std::string_view column);

Column make_column(FieldPath path, const Shape& shape);

// What `--columns` asks for: names separated by commas; a name that starts with + adds to the default
// columns, and one that starts with - takes away from them. Usage errors come from resolve_path.
Result<std::vector<Column>> resolve_columns(std::string_view spec, const Shape& shape,
                                            const std::vector<Column>& defaults);

// The default columns of a table.
std::vector<Column> default_columns(const Shape& shape);

// A column for every field of the row schema, in its order.
std::vector<Column> schema_columns(const Shape& shape);

// Adds to columns one for every member of the rows that none shows yet; but not for more than `most_added` of
// them, as a table of many rows that each have members of their own has no end.
class ColumnGatherer {
  public:
    static constexpr std::size_t most_added = 200;

    ColumnGatherer(std::vector<Column> columns, const Shape& shape);
    void look_at(const json::Value& row);
    std::vector<Column> take() { return std::move(columns_); }
    // How many members have no column; counted up to `most_counted`.
    std::size_t left_out() const { return left_out_.size(); }
    bool is_full() const { return added_ == most_added; }

    static constexpr std::size_t most_counted = 10'000;

  private:
    std::vector<Column> columns_;
    const Shape& shape_;
    std::unordered_set<std::string> shown_, left_out_;
    std::size_t added_ = 0;
};

// Says that fields have no column; empty for none.
std::string left_out_note(std::size_t count);

// Columns for a table of rows that nothing is known about: their ID and names first, then members that are
// no lists or objects.
std::vector<Column> columns_from_row(const json::Value& row, const Shape& shape, std::size_t most);

}  // namespace rasctl::output
