// Which columns are shown.
#pragma once

#include <optional>
#include <vector>

#include "json/value.hpp"
#include "output/column.hpp"
#include "output/renderer.hpp"

namespace rasctl::output {

// Those of --columns; nothing without it. Usage errors come from resolve_columns.
Result<std::optional<std::vector<Column>>> asked_columns(const OutputOptions& options, const Shape& shape);

// The shape's own columns where any row has one of them, else what the rows themselves offer.
std::vector<Column> columns_for_table(const Shape& shape, const std::vector<json::Value>& rows);

// All fields that any row fills: those of the default table first, then the schema's, then what else came, up
// to a bound; `left_out` gets how many fields are over it.
std::vector<Column> columns_for_wide_table(const Shape& shape, const std::vector<json::Value>& rows,
                                           std::size_t* left_out = nullptr);

}  // namespace rasctl::output
