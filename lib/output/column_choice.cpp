#include "output/column_choice.hpp"

#include <algorithm>

#include "error/try.hpp"
#include "output/cell.hpp"

namespace rasctl::output {
namespace {

// Columns of a table whose rows nothing is known about.
constexpr std::size_t most_guessed_columns = 7;

bool is_among(const std::vector<Column>& columns, std::string_view path) {
    return std::ranges::any_of(columns, [&](const Column& one) { return one.path.path == path; });
}

// What `+column` adds to: all fields where the format shows all, else the table's.
std::vector<Column> columns_to_change(const OutputOptions& options, const Shape& shape) {
    const bool shows_all = options.format != Format::table;
    std::vector<Column> columns = shows_all ? schema_columns(shape) : std::vector<Column>{};
    return columns.empty() ? default_columns(shape) : columns;
}

}  // namespace

Result<std::optional<std::vector<Column>>> asked_columns(const OutputOptions& options, const Shape& shape) {
    if (options.columns.empty()) return std::optional<std::vector<Column>>();
    TRY_LET(auto columns, resolve_columns(options.columns, shape, columns_to_change(options, shape)));
    return std::optional(std::move(columns));
}

std::vector<Column> columns_for_table(const Shape& shape, const std::vector<json::Value>& rows) {
    std::vector<Column> columns = default_columns(shape);
    const bool known = std::ranges::any_of(columns, [&](const Column& column) {
        return std::ranges::any_of(rows,
                                   [&](const json::Value& row) { return column.path.in(row) != nullptr; });
    });
    if (known || rows.empty()) return columns;
    columns.clear();
    for (const json::Value& row : rows) {
        for (Column& column : columns_from_row(row, shape, most_guessed_columns)) {
            if (!is_among(columns, column.path.path) && columns.size() < most_guessed_columns)
                columns.push_back(std::move(column));
        }
    }
    if (!columns.empty()) return columns;
    ColumnGatherer gatherer({}, shape);
    for (const json::Value& row : rows) gatherer.look_at(row);
    return gatherer.take();
}

std::vector<Column> columns_for_wide_table(const Shape& shape, const std::vector<json::Value>& rows,
                                           std::size_t* left_out) {
    std::vector<Column> columns = default_columns(shape);
    for (Column& column : schema_columns(shape)) {
        const bool shown = std::ranges::any_of(columns, [&](const Column& one) {
            return one.joined.empty() && one.path.steps.front() == column.path.path;
        });
        if (!shown) columns.push_back(std::move(column));
    }
    ColumnGatherer gatherer(std::move(columns), shape);
    for (const json::Value& row : rows) gatherer.look_at(row);
    if (left_out) *left_out = gatherer.left_out();
    columns = gatherer.take();
    if (rows.empty()) return columns;
    std::erase_if(columns, [&](const Column& column) {
        return column.joined.empty() && std::ranges::all_of(rows, [&](const json::Value& row) {
                   return shown_text(column.path.in(row), column.path.field).empty();
               });
    });
    return columns;
}

}  // namespace rasctl::output
