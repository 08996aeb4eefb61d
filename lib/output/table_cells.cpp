#include "output/table_cells.hpp"

#include "output/cell_lines.hpp"
#include "output/enumeration.hpp"

namespace rasctl::output {

std::vector<TableColumn> table_columns(const std::vector<Column>& columns, const Shape& shape) {
    std::vector<TableColumn> result;
    for (const Column& column : columns) {
        TableColumn one{safe_text(column.header)};
        one.keeps_width = column.path.path == shape.id;
        one.is_name = column.path.path == shape.identity;
        one.is_state = is_state_field(column.path.path);
        result.push_back(std::move(one));
    }
    return result;
}

std::vector<TableCell> table_row(const json::Value& row, const std::vector<Column>& columns) {
    std::vector<TableCell> cells;
    cells.reserve(columns.size());
    for (const Column& column : columns) {
        const json::Value* value = column.path.in(row);
        TableCell cell{safe_text(shown_text(value, column.path.field))};
        cell.is_number = value && value->is_number() && !enumeration_of(column.path.field);
        if (!cell.text.empty() && is_state_field(column.path.path))
            cell.meaning = meaning_of(cell.text, column.path.field);
        cells.push_back(std::move(cell));
    }
    return cells;
}

}  // namespace rasctl::output
