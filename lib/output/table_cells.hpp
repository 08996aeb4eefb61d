// Rows of JSON as rows of a table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "output/cell.hpp"
#include "output/column.hpp"
#include "output/table.hpp"

namespace rasctl::output {

std::vector<TableColumn> table_columns(const std::vector<Column>& columns, const Shape& shape);

// The cells of many rows with the same columns, which must outlive this.
class RowCells {
  public:
    explicit RowCells(const std::vector<Column>& columns);
    // One safe cell a column.
    std::vector<TableCell> of(const json::Value& row, const CellStyle& style) const;
    // That of one column, for the value that the row has there.
    TableCell cell(std::size_t column, const json::Value& value, const CellStyle& style) const;
    // The kind of object that a column refers to, empty for none.
    std::string_view reference(std::size_t column) const { return columns_[column].field.reference; }

  private:
    struct Known {
        const Column* column;
        FieldFacts field;
        bool is_state;
    };
    static TableCell finished(const Known& known, std::string text);
    std::vector<Known> columns_;
};

// Those of one row.
std::vector<TableCell> table_row(const json::Value& row, const std::vector<Column>& columns,
                                 const CellStyle& style = {});

}  // namespace rasctl::output
