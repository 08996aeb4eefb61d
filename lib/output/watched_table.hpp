// A table that is drawn anew at every look, with what changed marked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/column.hpp"
#include "output/renderer.hpp"
#include "output/row_changes.hpp"
#include "output/table.hpp"

namespace rasctl::output {

// What was looked up beside the rows, for the look before and for this one: fields of other lists change,
// too.
struct WatchedLookUps {
    const LookedUp* before = nullptr;
    const LookedUp* now = nullptr;
    Times times = Times::as_sent;
    std::string id = "id";  // member by which a row is found in another list
};

// The cells of a watched row: those of the row itself, each with the change of its value.
std::vector<TableCell> watched_cells(const ChangedRow& row, const std::vector<Column>& columns,
                                     const WatchedLookUps& found = {});

// What the columns show of the rows that the rows do not hold.
Lookups lookups_of(const std::vector<Column>& columns, const std::vector<ChangedRow>& rows);

// Without the columns of lists that could not be read.
std::vector<Column> columns_found(std::vector<Column> columns, const LookedUp* found);

// Marks are in the first column (+ new, ~ changed, - gone) and behind changed values (*), in colour besides.
// They stay until the next look at which something that is shown has changed, so that who looked away sees
// them too.
class WatchedTable {
  public:
    // `columns` are those of --columns.
    WatchedTable(OutputOptions options, Shape shape, std::optional<std::vector<Column>> columns);

    // Takes a look. Whether anything changed that is shown.
    bool take(const std::vector<ChangedRow>& look, const WatchedLookUps& found = {});

    struct Counts {
        std::size_t rows = 0;
        std::size_t added = 0;
        std::size_t changed = 0;
        std::size_t gone = 0;
    };
    // As of the marks.
    const Counts& counts() const { return counts_; }

    Table::Rendered render(int width) const;

  private:
    struct Row {
        Change change = Change::none;
        std::vector<TableCell> cells;
    };

    OutputOptions options_;
    Shape shape_;
    std::optional<std::vector<Column>> asked_;
    std::vector<Column> columns_;
    std::vector<Row> rows_;
    Counts counts_;
};

}  // namespace rasctl::output
