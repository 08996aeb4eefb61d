#include "output/change_stream.hpp"

#include <utility>

#include "error/try.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"
#include "output/cell_lines.hpp"
#include "output/column_choice.hpp"
#include "output/delimited_text.hpp"
#include "output/jq.hpp"
#include "output/row_writer.hpp"
#include "output/table_cells.hpp"
#include "output/watched_table.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::output {

struct ChangeStream::State {
    State(const OutputOptions& given, const Shape& rows, Sink out)
        : context{given, rows, std::nullopt, BufferedSink(out), {}}, sink(std::move(out)) {}

    Result<> objects(const std::vector<ChangedRow>& look, const std::string& time);
    Result<> object(const json::Value& event);
    Result<> lines(const std::vector<ChangedRow>& look);
    Result<> table(const std::vector<ChangedRow>& look, const WatchedLookUps& found);
    Result<> names(const std::vector<ChangedRow>& look);
    void field(std::string_view text, bool present);
    void choose_columns(const std::vector<ChangedRow>& look);

    WriterContext context;
    Sink sink;
    std::optional<JqFilter> filter{};
    std::vector<Column> columns{};  // of CSV, TSV and tables; chosen at the first look that has rows
    std::vector<int> widths{};      // of the table so far
    bool headed = false;
};

namespace {

// The row has changed in something that is shown.
bool is_worth_telling(const WriterContext& context, const ChangedRow& one) {
    if (one.change != Change::changed || !context.columns) return one.change != Change::none;
    return !changed_members(context.picked(json::Value(*one.before)), context.picked(json::Value(one.row)))
                .empty();
}

json::Value event_of(const WriterContext& context, const ChangedRow& one, const std::string& time) {
    json::Object event;
    event.append("time", time);
    event.append("change", to_string(one.change));
    json::Value row = context.picked(json::Value(one.row));
    if (one.before) {
        const json::Value before = context.picked(json::Value(*one.before));
        json::Object differs;
        for (const std::string& name : changed_members(before, row)) {
            const json::Value* old = before.find(name);
            differs.append(name, old ? *old : json::Value());
        }
        event.append("before", std::move(differs));
    }
    event.append("row", std::move(row));
    return event;
}

}  // namespace

Result<> ChangeStream::State::object(const json::Value& event) {
    const auto write = [&](std::string_view text) {
        return context.sink.write(context.options.is_terminal
                                      ? terminal::sanitize(text, terminal::LineEnds::keep)
                                      : std::string(text));
    };
    if (filter)
        return filter->run(json::write(event), [&](std::string_view result) {
            auto written = write(result);
            return written ? context.sink.write("\n") : written;
        });
    if (context.options.format == Format::yaml) return write("---\n" + json::write_yaml(event));
    return write(json::write(event) + "\n");
}

Result<> ChangeStream::State::objects(const std::vector<ChangedRow>& look, const std::string& time) {
    for (const ChangedRow& one : look) {
        if (!is_worth_telling(context, one)) continue;
        if (auto written = object(event_of(context, one, time)); !written) return written;
    }
    return {};
}

void ChangeStream::State::choose_columns(const std::vector<ChangedRow>& look) {
    if (!columns.empty() || look.empty()) return;
    std::vector<json::Value> rows;
    rows.reserve(look.size());
    for (const ChangedRow& one : look) rows.push_back(one.row);
    const Format format = context.options.format;
    if (context.columns)
        columns = *context.columns;
    else if (format == Format::table)
        columns = columns_for_table(context.shape, rows);
    else if (format == Format::wide)
        columns = columns_for_wide_table(context.shape, rows);
    else {
        ColumnGatherer gatherer(schema_columns(context.shape), context.shape);
        for (const json::Value& row : rows) gatherer.look_at(row);
        columns = gatherer.take();
    }
}

void ChangeStream::State::field(std::string_view text, bool present) {
    const bool csv = context.options.format == Format::csv;
    std::string& out = context.sink.text();
    if (!out.empty() && out.back() != '\n') out += csv ? ',' : '\t';
    if (!present) return;
    const std::string safe = context.options.is_terminal ? safe_text(std::string(text)) : std::string(text);
    return csv ? append_csv_field(out, safe) : append_tsv_field(out, safe);
}

Result<> ChangeStream::State::lines(const std::vector<ChangedRow>& look) {
    choose_columns(look);
    if (!headed && !context.options.no_headers && !columns.empty()) {
        field("change", true);
        for (const Column& column : columns) field(column.path.path, true);
        context.sink.text() += '\n';
    }
    headed = headed || !columns.empty();
    for (const ChangedRow& one : look) {
        if (!is_worth_telling(context, one)) continue;
        field(to_string(one.change), true);
        for (const Column& column : columns) {
            const json::Value* value = column.path.in(one.row);
            std::string cell;
            append_plain_text(cell, value);
            field(cell, value && !value->is_null());
        }
        context.sink.text() += '\n';
        if (auto written = context.sink.settle(); !written) return written;
    }
    return {};
}

Result<> ChangeStream::State::table(const std::vector<ChangedRow>& look, const WatchedLookUps& found) {
    choose_columns(look);
    if (!headed) columns = columns_found(std::move(columns), found.now);
    if (columns.empty()) return {};
    std::vector<TableColumn> shown = table_columns(columns, context.shape);
    constexpr int longest_change = 7;
    shown.insert(shown.begin(), TableColumn{.header = "CHANGE", .least_width = longest_change});
    for (std::size_t i = 0; i < widths.size(); ++i) shown[i].least_width = widths[i];
    Table table(std::move(shown));
    for (const ChangedRow& one : look) {
        std::vector<TableCell> cells = watched_cells(one, columns, found);
        const bool goes_on = one.change == Change::none || one.change == Change::changed;
        bool differs = !goes_on;
        for (const TableCell& cell : cells) differs = differs || cell.change == Change::changed;
        if (!differs) continue;
        const Change change = goes_on ? Change::changed : one.change;
        cells.insert(cells.begin(), TableCell{.text = std::string(to_string(change)), .change = change});
        table.add(std::move(cells));
    }
    if (table.empty() && headed) return {};
    widths = table.natural_widths();
    const TableStyle style{terminal::Palette(context.options.color, context.options.links),
                           !headed && !context.options.no_headers};
    headed = true;
    return context.sink.write(table.render(style).text);
}

Result<> ChangeStream::State::names(const std::vector<ChangedRow>& look) {
    TRY_LET(auto renderer, Renderer::create(context.options, context.shape, sink));
    for (const ChangedRow& one : look) {
        if (one.change != Change::listed && one.change != Change::added) continue;
        if (auto written = renderer.row(json::Value(one.row)); !written) return written.error();
    }
    return renderer.finish();
}

Result<ChangeStream> ChangeStream::create(const OutputOptions& options, const Shape& shape, Sink sink) {
    auto state = std::make_unique<State>(options, shape, std::move(sink));
    if (options.quiet) state->context.options.format = Format::id;
    // Every look was filtered, sorted and cut already.
    for (std::string* done : {&state->context.options.where, &state->context.options.sort}) done->clear();
    state->context.options.limit.reset();
    TRY_LET(auto columns, asked_columns(state->context.options, shape));
    state->context.columns = std::move(columns);
    if (!options.jq.empty()) {
        TRY_LET(auto filter, JqFilter::compile(options.jq, options.jq_limits));
        state->filter = std::move(filter);
    }
    return ChangeStream(std::move(state));
}

ChangeStream::ChangeStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
ChangeStream::ChangeStream(ChangeStream&&) noexcept = default;
ChangeStream& ChangeStream::operator=(ChangeStream&&) noexcept = default;
ChangeStream::~ChangeStream() = default;

Result<> ChangeStream::take(const std::vector<ChangedRow>& look, const std::string& time,
                            const WatchedLookUps& found) {
    State& state = *state_;
    Result<> written;
    const Format format = state.context.options.format;
    if (!state.context.options.jq.empty())
        written = state.objects(look, time);
    else if (is_for_people(format))
        written = state.table(look, found);
    else if (format == Format::csv || format == Format::tsv)
        written = state.lines(look);
    else if (format == Format::id || format == Format::name)
        written = state.names(look);
    else
        written = state.objects(look, time);
    return written ? state.context.sink.flush() : written;
}

}  // namespace rasctl::output
