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

// The cells of a row, those of fields that another list has for its ID included.
std::vector<TableCell> cells_of(const json::Value& row, const std::vector<Column>& columns,
                                const CellStyle& style, const std::string& id) {
    std::vector<TableCell> cells = table_row(row, columns, style);
    const json::Value* own = row.is_object() ? row.find(id) : nullptr;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].joined.empty()) continue;
        const json::Value* other = own != nullptr && style.looked_up != nullptr
                                       ? style.looked_up->row(columns[i].joined, own->scalar_text())
                                       : nullptr;
        cells[i] = other == nullptr ? TableCell{} : table_row(*other, {columns[i]}, style).front();
    }
    return cells;
}

void star(TableCell& cell) {
    if (cell.is_number)
        cell.text.insert(0, "*");
    else
        cell.text += '*';
}

}  // namespace

std::vector<TableCell> watched_cells(const ChangedRow& row, const std::vector<Column>& columns,
                                     const WatchedLookUps& found) {
    const CellStyle now{row.change == Change::gone ? found.before : found.now, false, found.times};
    std::vector<TableCell> cells = cells_of(row.row, columns, now, found.id);
    if (row.change == Change::added || row.change == Change::gone)
        for (TableCell& cell : cells) cell.change = row.change;
    const bool goes_on = row.change == Change::none || row.change == Change::changed;
    if (!goes_on || (!row.before && found.before == nullptr)) return cells;
    const CellStyle last{found.before, false, found.times};
    const auto before = cells_of(row.before ? *row.before : row.row, columns, last, found.id);
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (cells[i].text != before[i].text) cells[i].change = Change::changed;
    return cells;
}

Lookups lookups_of(const std::vector<Column>& columns, const std::vector<ChangedRow>& rows) {
    Lookups wanted;
    for (const Column& column : columns) {
        if (!column.joined.empty()) {
            wanted.verbs.insert(column.joined);
            continue;
        }
        const auto kind = kind_of_reference(column.path.field);
        if (kind.empty()) continue;
        for (const ChangedRow& one : rows)
            if (const json::Value* value = column.path.in(one.row);
                value != nullptr && (value->is_array() || is_reference(value->scalar_text())))
                wanted.kinds.emplace(kind);
    }
    return wanted;
}

std::vector<Column> columns_found(std::vector<Column> columns, const LookedUp* found) {
    std::erase_if(columns, [&](const Column& column) {
        return !column.joined.empty() && (found == nullptr || !found->has_rows(column.joined));
    });
    return columns;
}

WatchedTable::WatchedTable(OutputOptions options, Shape shape, std::optional<std::vector<Column>> columns)
    : options_(std::move(options)), shape_(std::move(shape)), asked_(std::move(columns)) {}

bool WatchedTable::take(const std::vector<ChangedRow>& look, const WatchedLookUps& found) {
    std::vector<json::Value> rows;
    rows.reserve(look.size());
    for (const ChangedRow& one : look) rows.push_back(one.row);
    std::vector<Column> columns = asked_                            ? *asked_
                                  : options_.format == Format::wide ? columns_for_wide_table(shape_, rows)
                                                                    : columns_for_table(shape_, rows);
    columns = columns_found(std::move(columns), found.now);
    std::vector<Row> taken;
    Counts counts;
    for (const ChangedRow& one : look) {
        Row row{one.change, watched_cells(one, columns, found)};
        const bool visibly = std::ranges::any_of(
            row.cells, [](const TableCell& cell) { return cell.change == Change::changed; });
        if (row.change == Change::changed && !visibly) row.change = Change::none;
        if (row.change == Change::none && visibly) row.change = Change::changed;
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
