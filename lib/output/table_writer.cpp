// table and wide.
#include <algorithm>

#include "output/cell_lines.hpp"
#include "output/object_view.hpp"
#include "output/row_writer.hpp"
#include "output/table.hpp"
#include "output/table_cells.hpp"

namespace rasctl::output {
namespace {

// The columns are decided when so many rows are there; later rows are kept as cells only, which take less
// memory.
constexpr std::size_t rows_looked_at = 100;
// Columns of a table whose rows nothing is known about.
constexpr std::size_t most_guessed_columns = 7;

class TableWriter : public RowWriter {
  public:
    explicit TableWriter(WriterContext& context) : context_(context) {}

    Result<> row(json::Value&& row) override {
        row = as_object_row(std::move(row));
        if (table_) {
            table_->add(table_row(row, columns_));
            return {};
        }
        held_.push_back(std::move(row));
        // A wide table shows every field of every row.
        if (!is_wide() && held_.size() >= rows_looked_at) start();
        return {};
    }

    Result<> finish() override {
        if (is_wide() && !context_.columns) return finish_wide();
        if (!table_) start();
        return render();
    }

    Result<> single(json::Value&& value) override {
        if (value.is_null()) return {};
        if (!value.is_object())
            return context_.sink.write(safe_text(shown_text(&value, std::nullopt)) + "\n");
        if (context_.columns)
            return context_.sink.write(render_fields(value, *context_.columns, view_style()));
        return context_.sink.write(render_object(value, context_.shape.row, view_style()));
    }

  private:
    bool is_wide() const { return context_.options.format == Format::wide; }
    int width() const { return context_.options.is_terminal ? context_.options.width : 0; }

    ViewStyle view_style() const { return {terminal::Palette(context_.options.color), width(), is_wide()}; }

    TableStyle table_style() const {
        TableStyle style{terminal::Palette(context_.options.color), !context_.options.no_headers, width()};
        style.may_omit = !is_wide() && !context_.columns;
        return style;
    }

    bool any_row_has(const Column& column) const {
        return std::ranges::any_of(held_,
                                   [&](const json::Value& row) { return column.path.in(row) != nullptr; });
    }

    std::vector<Column> choose_columns() const {
        if (context_.columns) return *context_.columns;
        std::vector<Column> columns = default_columns(context_.shape);
        const bool known =
            std::ranges::any_of(columns, [&](const Column& column) { return any_row_has(column); });
        if (known || held_.empty()) return columns;
        columns.clear();
        for (const json::Value& row : held_) {
            for (Column& column : columns_from_row(row, context_.shape, most_guessed_columns)) {
                const bool new_one = std::ranges::none_of(
                    columns, [&](const Column& one) { return one.path.path == column.path.path; });
                if (new_one && columns.size() < most_guessed_columns) columns.push_back(std::move(column));
            }
        }
        if (columns.empty()) {
            for (const json::Value& row : held_) add_unknown_columns(columns, row, context_.shape);
        }
        return columns;
    }

    void start() {
        columns_ = choose_columns();
        build_table();
    }

    void build_table() {
        table_.emplace(table_columns(columns_, context_.shape));
        for (const json::Value& row : held_) table_->add(table_row(row, columns_));
        held_ = {};
    }

    Result<> render() {
        if (columns_.empty()) return {};
        const Table::Rendered rendered = table_->render(table_style());
        if (!rendered.omitted.empty() && context_.warn) warn_of_omitted(rendered.omitted);
        return context_.sink.write(rendered.text);
    }

    void warn_of_omitted(const std::vector<std::string>& omitted) const {
        std::string names;
        for (const std::string& name : omitted) names += (names.empty() ? "" : ", ") + name;
        context_.warn("left out to fit the terminal: " + names + " (-o wide shows all)");
    }

    // All fields: those of the default table first, then the schema's, then what else came.
    std::vector<Column> all_columns() const {
        std::vector<Column> columns = default_columns(context_.shape);
        for (Column& column : schema_columns(context_.shape)) {
            const bool shown = std::ranges::any_of(
                columns, [&](const Column& one) { return one.path.steps.front() == column.path.path; });
            if (!shown) columns.push_back(std::move(column));
        }
        for (const json::Value& row : held_) add_unknown_columns(columns, row, context_.shape);
        if (held_.empty()) return columns;
        std::erase_if(columns, [&](const Column& column) {
            return std::ranges::all_of(held_, [&](const json::Value& row) {
                return shown_text(column.path.in(row), column.path.field).empty();
            });
        });
        return columns;
    }

    // One table of everything, or one block a row where the terminal is too narrow for that.
    Result<> finish_wide() {
        columns_ = all_columns();
        Table table(table_columns(columns_, context_.shape));
        for (const json::Value& row : held_) table.add(table_row(row, columns_));
        if (table.fits(table_style())) {
            build_table();
            return render();
        }
        for (std::size_t i = 0; i < held_.size(); ++i) {
            if (i > 0) context_.sink.text() += '\n';
            ViewStyle style = view_style();
            style.show_empty = false;
            if (auto written = context_.sink.write(render_object(held_[i], context_.shape.row, style));
                !written) {
                return written;
            }
        }
        return {};
    }

    WriterContext& context_;
    std::vector<Column> columns_;
    std::vector<json::Value> held_;
    std::optional<Table> table_;
};

}  // namespace

RowWriterPointer make_table_writer(WriterContext& context) {
    return std::make_unique<TableWriter>(context);
}

}  // namespace rasctl::output
