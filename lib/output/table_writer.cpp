// table and wide.
#include <fmt/format.h>

#include "output/cell_lines.hpp"
#include "output/column_choice.hpp"
#include "output/object_view.hpp"
#include "output/row_writer.hpp"
#include "output/table.hpp"
#include "output/table_cells.hpp"
#include "terminal/width.hpp"

namespace rasctl::output {
namespace {

// The columns are decided when so many rows are there; later rows are kept as cells only, which take less
// memory.
constexpr std::size_t rows_of_widths = 100;

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
        if (!is_wide() && held_.size() >= rows_of_widths) start();
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

    terminal::Palette palette() const {
        return terminal::Palette(context_.options.color, context_.options.links);
    }
    ViewStyle view_style() const { return {palette(), width(), is_wide(), context_.shape.words}; }

    TableStyle table_style() const {
        TableStyle style{palette(), !context_.options.no_headers, width()};
        style.may_omit = !is_wide();
        return style;
    }

    void start() {
        columns_ = context_.columns ? *context_.columns : columns_for_table(context_.shape, held_);
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
        constexpr int prefix = 8;  // "rasctl: "
        constexpr int narrow = 40;
        const std::string_view remedy =
            context_.columns ? "(a wider terminal shows them)" : "(-o wide shows all)";
        if (width() < narrow)
            return context_.warn(fmt::format("{} columns do not fit {}", omitted.size(), remedy));
        context_.warn(terminal::wrap(fmt::format("left out to fit the terminal: {} {}", names, remedy),
                                     width() - prefix, 2));
    }

    // One table of everything, or one block a row where the terminal is too narrow for that.
    Result<> finish_wide() {
        std::size_t left_out = 0;
        columns_ = columns_for_wide_table(context_.shape, held_, &left_out);
        if (left_out > 0 && context_.warn) context_.warn(left_out_note(left_out));
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
