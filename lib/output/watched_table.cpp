#include "output/watched_table.hpp"

#include <algorithm>
#include <utility>

#include "output/column_choice.hpp"
#include "output/table_cells.hpp"

namespace rasctl::output {
namespace {

std::string_view sign_of(Change change) {
    switch (change) {
        case Change::added:
            return "+";
        case Change::changed:
            return "~";
        case Change::gone:
            return "-";
        default:
            return " ";
    }
}

void star(TableCell& cell) {
    if (cell.is_number)
        cell.text.insert(0, "*");
    else
        cell.text += '*';
}

}  // namespace

std::vector<TableCell> watched_cells(const ChangedRow& row, const std::vector<Column>& columns) {
    std::vector<TableCell> cells = table_row(row.row, columns);
    if (row.change == Change::added || row.change == Change::gone)
        for (TableCell& cell : cells) cell.change = row.change;
    if (!row.before) return cells;
    const std::vector<TableCell> before = table_row(*row.before, columns);
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (cells[i].text != before[i].text) cells[i].change = Change::changed;
    return cells;
}

WatchedTable::WatchedTable(OutputOptions options, Shape shape, std::optional<std::vector<Column>> columns)
    : options_(std::move(options)), shape_(std::move(shape)), asked_(std::move(columns)) {}

bool WatchedTable::take(const std::vector<ChangedRow>& look) {
    std::vector<json::Value> rows;
    rows.reserve(look.size());
    for (const ChangedRow& one : look) rows.push_back(one.row);
    std::vector<Column> columns = asked_                            ? *asked_
                                  : options_.format == Format::wide ? columns_for_wide_table(shape_, rows)
                                                                    : columns_for_table(shape_, rows);
    std::vector<Row> taken;
    Counts counts;
    for (const ChangedRow& one : look) {
        Row row{one.change, watched_cells(one, columns)};
        const bool visibly = std::ranges::any_of(
            row.cells, [](const TableCell& cell) { return cell.change == Change::changed; });
        if (row.change == Change::changed && !visibly) row.change = Change::none;
        counts.rows += row.change == Change::gone ? 0 : 1;
        counts.added += row.change == Change::added ? 1 : 0;
        counts.changed += row.change == Change::changed ? 1 : 0;
        counts.gone += row.change == Change::gone ? 1 : 0;
        taken.push_back(std::move(row));
    }
    const bool first = columns_.empty();
    const bool any = counts.added + counts.changed + counts.gone > 0;
    if (!first && !any) return false;
    columns_ = std::move(columns);
    rows_ = std::move(taken);
    counts_ = counts;
    return any;
}

Table::Rendered WatchedTable::render(int width) const {
    std::vector<TableColumn> columns = table_columns(columns_, shape_);
    columns.insert(columns.begin(), TableColumn{.header = " ", .keeps_width = true, .is_mark = true});
    Table table(std::move(columns));
    for (const Row& row : rows_) {
        std::vector<TableCell> cells = row.cells;
        for (TableCell& cell : cells)
            if (cell.change == Change::changed) star(cell);
        cells.insert(cells.begin(),
                     TableCell{.text = std::string(sign_of(row.change)), .change = row.change});
        table.add(std::move(cells));
    }
    TableStyle style{terminal::Palette(options_.color, options_.links), !options_.no_headers, width};
    style.may_omit = true;
    return table.render(style);
}

}  // namespace rasctl::output
