// table and wide.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "json/element_builder.hpp"
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
        if (started_) {
            add(row);
            return {};
        }
        held_.push_back(std::move(row));
        // A wide table shows every field of every row.
        if (!is_wide() && held_.size() >= rows_of_widths) start();
        return {};
    }

    std::optional<std::vector<FieldPath>> fields() const override {
        auto fields = context_.column_fields();
        // Fields of other lists are found by the row's ID.
        if (fields) fields->push_back(make_path(context_.shape.id, context_.shape.row));
        return fields;
    }

    bool takes_members() const override {
        return context_.columns &&
               std::ranges::all_of(*context_.columns, [](const Column& one) { return one.joined.empty(); });
    }

    Result<> members(std::span<const std::string_view> texts) override {
        if (!started_) start();
        std::vector<TableCell> cells(columns_.size());
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (texts[i].empty()) continue;
            const json::Value value = json::built(texts[i]);
            cells[i] = row_cells_->cell(i, value, cell_style());
            note_reference(i, &value);
        }
        cells_.push_back(std::move(cells));
        return {};
    }

    Result<> finish() override {
        if (is_wide() && !context_.columns) return finish_wide();
        if (!started_) start();
        return render();
    }

    Result<> single(json::Value&& value) override {
        single_ = std::move(value);
        return {};
    }

    Result<> finish_single() override {
        json::Value value = std::move(single_);
        single_ = {};
        if (value.is_null()) return {};
        if (!value.is_object())
            return context_.sink.write(safe_text(shown_text(&value, std::nullopt)) + "\n");
        if (context_.columns)
            return context_.sink.write(render_fields(value, *context_.columns, view_style()));
        ViewStyle style = view_style();
        style.groups = groups_of(context_.shape);
        return context_.sink.write(render_object(value, context_.shape.row, style));
    }

    Lookups lookups() override {
        if (single_.is_object()) {
            add_kinds_of(single_);
            return wanted_;
        }
        if (is_wide() && !context_.columns) {
            for (const json::Value& row : held_) add_kinds_of(row);
            for (const Column& column : default_columns(context_.shape))
                if (!column.joined.empty() && !held_.empty()) wanted_.verbs.insert(column.joined);
        } else if (!started_) {
            start();
        }
        return wanted_;
    }

  private:
    bool is_wide() const { return context_.options.format == Format::wide; }
    int width() const { return context_.options.is_terminal ? context_.options.width : 0; }

    terminal::Palette palette() const {
        return terminal::Palette(context_.options.color, context_.options.links);
    }
    CellStyle cell_style() const { return {&context_.looked_up, is_wide(), context_.options.times}; }
    ViewStyle view_style() const {
        return {palette(), width(), is_wide(), context_.shape.words.get(), cell_style()};
    }

    TableStyle table_style() const {
        TableStyle style{palette(), !context_.options.no_headers, width()};
        style.may_omit = !is_wide();
        return style;
    }

    void start() {
        started_ = true;
        set_columns(context_.columns ? *context_.columns : columns_for_table(context_.shape, held_));
        take_held();
    }

    void set_columns(std::vector<Column> columns) {
        columns_ = std::move(columns);
        row_cells_.emplace(columns_);
        is_wanted_.assign(columns_.size(), false);
    }

    void take_held() {
        for (const json::Value& row : held_) add(row);
        held_ = {};
    }

    // Kinds of objects that are shown: those of the columns, or of the whole object.
    void add_kinds_of(const json::Value& value) {
        if (!context_.columns) return add_kinds(value, context_.shape.row, wanted_.kinds);
        for (const Column& column : *context_.columns)
            if (const auto kind = kind_of_reference(column.path.field);
                !kind.empty() && refers_to_some(column, column.path.in(value)))
                wanted_.kinds.emplace(kind);
    }

    void note_reference(std::size_t column, const json::Value* value) {
        const auto kind = row_cells_->reference(column);
        if (kind.empty() || is_wanted_[column] || !refers_to_some(columns_[column], value)) return;
        is_wanted_[column] = true;
        wanted_.kinds.emplace(kind);
    }

    static bool refers_to_some(const Column& column, const json::Value* value) {
        if (!value) return false;
        // What holds an object is told of those that nothing holds, too.
        const bool holds = column.path.path == "parentId";
        const auto refers = [&](const json::Value& one) { return holds || is_reference(one.scalar_text()); };
        return value->is_array() ? std::ranges::any_of(value->as_array(), refers) : refers(*value);
    }

    // A row that others are looked up for is kept until they are there.
    void add(const json::Value& row) {
        std::vector<TableCell> cells = row_cells_->of(row, cell_style());
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const Column& column = columns_[i];
            if (column.joined.empty()) {
                if (!row_cells_->reference(i).empty()) note_reference(i, column.path.in(row));
                continue;
            }
            wanted_.verbs.insert(column.joined);
            const json::Value* id = row.find(context_.shape.id);
            cells[i] = {id ? id->scalar_text() : std::string()};
        }
        cells_.push_back(std::move(cells));
    }

    // The cell of a reference holds the ID until here; that of another list's field the row's own.
    void look_up(TableCell& cell, const Column& column) const {
        if (!column.joined.empty()) {
            const json::Value* row = context_.looked_up.row(column.joined, cell.text);
            if (row == nullptr)
                cell = {};
            else
                cell = table_row(*row, {column}, cell_style()).front();
            return;
        }
        const auto kind = kind_of_reference(column.path.field);
        if (kind.empty()) return;
        // What refers to nothing has no ID to be replaced: "/" is where items lie that are in no folder.
        if (cell.text.empty()) {
            if (const auto top = context_.looked_up.name(kind, "0")) cell.text = safe_text(std::string(*top));
            return;
        }
        std::string shown;
        std::string_view rest = cell.text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(", "), rest.size());
            shown += (shown.empty() ? "" : ", ") + shown_reference(rest.substr(0, end), kind, cell_style());
            rest.remove_prefix(std::min(end + 2, rest.size()));
        }
        if (shown == cell.text) return;
        cell.text = safe_text(std::move(shown));
        cell.is_number = false;
    }

    Table make_table() {
        // Without the rights to see the other list its columns say nothing.
        const auto unseen = [&](const Column& column) {
            return !column.joined.empty() && !context_.looked_up.has_rows(column.joined);
        };
        for (std::size_t i = columns_.size(); i-- > 0;) {
            if (!unseen(columns_[i])) continue;
            for (auto& cells : cells_) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(i));
            columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(i));
        }
        Table table(table_columns(columns_, context_.shape));
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const Column& column = columns_[i];
            if (column.joined.empty() && kind_of_reference(column.path.field).empty()) continue;
            for (auto& cells : cells_) look_up(cells[i], column);
        }
        for (auto& cells : cells_) table.add(std::move(cells));
        cells_ = {};
        return table;
    }

    Result<> render() { return render(make_table()); }

    Result<> render(const Table& table) {
        if (columns_.empty()) return {};
        const Table::Rendered rendered = table.render(table_style());
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
        set_columns(columns_for_wide_table(context_.shape, held_, &left_out));
        if (left_out > 0 && context_.warn) context_.warn(left_out_note(left_out));
        for (const json::Value& row : held_) add(row);
        if (const Table table = make_table(); table.fits(table_style())) return render(table);
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
    std::optional<RowCells> row_cells_;  // of columns_
    std::vector<bool> is_wanted_{};      // by column: what it refers to is among those looked up
    std::vector<json::Value> held_;
    std::vector<std::vector<TableCell>> cells_;
    json::Value single_{};
    Lookups wanted_{};
    bool started_ = false;
};

}  // namespace

RowWriterPointer make_table_writer(WriterContext& context) {
    return std::make_unique<TableWriter>(context);
}

}  // namespace rasctl::output
