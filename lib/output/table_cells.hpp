// Rows of JSON as rows of a table.
#pragma once

#include <string>
#include <vector>

#include "json/value.hpp"
#include "output/column.hpp"
#include "output/table.hpp"

namespace rasctl::output {

std::vector<TableColumn> table_columns(const std::vector<Column>& columns, const Shape& shape);

// One safe cell a column.
std::vector<TableCell> table_row(const json::Value& row, const std::vector<Column>& columns,
                                 const CellStyle& style = {});

}  // namespace rasctl::output
