#include "output/table_cells.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/unit.hpp"
#include "output/cell_lines.hpp"
#include "output/enumeration.hpp"

namespace rasctl::output {

namespace {

// What a path through lists leads to, each value once: the accounts of all rules.
std::string text_of_all(const json::Value& row, const Column& column, const CellStyle& style) {
    const auto values = column.path.all_in(row);
    if (!values) return {};
    std::vector<std::string> texts;
    for (const json::Value* value : *values) {
        std::string text = shown_text(value, column.path.field, style);
        if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace

std::vector<TableColumn> table_columns(const std::vector<Column>& columns, const Shape& shape) {
    std::vector<TableColumn> result;
    for (const Column& column : columns) {
        TableColumn one{safe_text(column.header)};
        one.keeps_width = column.path.path == shape.id;
        one.is_name = column.path.path == shape.identity;
        one.is_whole = column.path.field && catalog::is_moment(*column.path.field);
        one.is_state = is_state_field(column.path.path);
        result.push_back(std::move(one));
    }
    return result;
}

RowCells::RowCells(const std::vector<Column>& columns) {
    columns_.reserve(columns.size());
    for (const Column& column : columns)
        columns_.push_back({&column, FieldFacts(column.path.field), is_state_field(column.path.path)});
}

std::vector<TableCell> RowCells::of(const json::Value& row, const CellStyle& style) const {
    std::vector<TableCell> cells;
    cells.reserve(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Known& known = columns_[i];
        if (const json::Value* value = known.column->path.in(row))
            cells.push_back(cell(i, *value, style));
        else
            cells.push_back(finished(known, text_of_all(row, *known.column, style)));
    }
    return cells;
}

TableCell RowCells::cell(std::size_t column, const json::Value& value, const CellStyle& style) const {
    const Known& known = columns_[column];
    std::string text = shown_text(&value, known.field, style);
    // A number that a name stands for is none to the eye.
    const auto named = [&] { return !known.field.reference.empty() && text != value.number_text(); };
    const bool is_number = value.is_number() && !known.field.enumeration && !named();
    TableCell cell = finished(known, std::move(text));
    cell.is_number = is_number;
    return cell;
}

TableCell RowCells::finished(const Known& known, std::string text) {
    TableCell cell{safe_text(std::move(text))};
    if (!cell.text.empty() && known.is_state) cell.meaning = meaning_of(cell.text, known.field);
    return cell;
}

std::vector<TableCell> table_row(const json::Value& row, const std::vector<Column>& columns,
                                 const CellStyle& style) {
    return RowCells(columns).of(row, style);
}

}  // namespace rasctl::output
