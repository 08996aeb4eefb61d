#include "output/renderer.hpp"

#include <utility>
#include <vector>

#include "output/column_choice.hpp"
#include "output/jq.hpp"
#include "output/row_writer.hpp"
#include "output/sort.hpp"
#include "output/unseen_fields.hpp"
#include "output/where.hpp"

namespace rasctl::output {
namespace {

RowWriterPointer make_writer(WriterContext& context) {
    if (!context.options.jq.empty()) return make_jq_writer(context);
    switch (context.options.format) {
        case Format::json:
            return make_json_writer(context);
        case Format::jsonl:
            return make_json_lines_writer(context);
        case Format::yaml:
            return make_yaml_writer(context);
        case Format::csv:
        case Format::tsv:
            return make_delimited_writer(context);
        case Format::id:
        case Format::name:
            return make_line_writer(context);
        default:
            return make_table_writer(context);
    }
}

}  // namespace

struct Renderer::State {
    WriterContext context;
    std::optional<Where> where{};
    std::vector<SortKey> sort{};
    UnseenFields unseen{};
    std::vector<json::Value> sorted{};  // rows held back for --sort
    std::size_t rows = 0;               // written so far
    bool is_list = true;
    RowWriterPointer writer{};

    bool is_full() const { return context.options.limit && rows >= *context.options.limit; }

    Result<> write_row(json::Value&& row) {
        ++rows;
        return writer->row(std::move(row));
    }

    Result<> write_sorted() {
        sort_rows(sorted, sort);
        for (json::Value& row : sorted) {
            if (is_full()) break;
            if (auto written = write_row(std::move(row)); !written) return written;
        }
        sorted = {};
        return {};
    }
};

Result<Renderer> Renderer::create(const OutputOptions& options, const Shape& shape, Sink sink, Warn warn) {
    auto state = std::make_unique<State>(
        State{WriterContext{options, shape, std::nullopt, BufferedSink(std::move(sink)), std::move(warn)}});
    if (options.quiet) state->context.options.format = Format::id;
    auto columns = asked_columns(state->context.options, shape);
    if (!columns) return std::move(columns).error();
    if (*columns) {
        for (const Column& column : **columns) state->unseen.expect(column.path);
        state->context.columns = std::move(*columns);
    }
    if (!options.where.empty()) {
        auto where = Where::parse(options.where, shape.row);
        if (!where) return std::move(where).error();
        for (const FieldPath& field : where->fields()) state->unseen.expect(field);
        state->where = std::move(*where);
    }
    if (!options.sort.empty()) {
        auto sort = parse_sort(options.sort, shape.row);
        if (!sort) return std::move(sort).error();
        for (const SortKey& key : *sort) state->unseen.expect(key.field);
        state->sort = std::move(*sort);
    }
    if (!options.jq.empty()) {
        if (auto checked = check_jq(options.jq); !checked) return std::move(checked).error();
    }
    state->writer = make_writer(state->context);
    return Renderer(std::move(state));
}

Result<Renderer> Renderer::collecting(const OutputOptions& options, const Shape& shape,
                                      std::vector<json::Value>& rows, Warn warn) {
    auto renderer = create(
        options, shape, [](std::string_view) { return Result<>(); }, std::move(warn));
    if (renderer) renderer->state_->writer = make_row_collector(rows);
    return renderer;
}

Renderer::Renderer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

Result<bool> Renderer::row(json::Value&& row) {
    State& state = *state_;
    if (state.is_full()) return false;
    state.unseen.look_at(row);
    if (state.where && !state.where->matches(row)) return true;
    if (!state.sort.empty()) {
        state.sorted.push_back(std::move(row));
        return true;
    }
    if (auto written = state.write_row(std::move(row)); !written) return std::move(written).error();
    return !state.is_full();
}

Result<> Renderer::value(json::Value&& value) {
    State& state = *state_;
    if (!value.is_array()) {
        state.is_list = false;
        state.unseen.look_at(value);
        if (state.where && !state.where->matches(value)) return {};
        return state.writer->single(std::move(value));
    }
    for (json::Value& element : value.as_array()) {
        const Result<bool> more = row(std::move(element));
        if (!more) return more.error();
        if (!*more) break;
    }
    return {};
}

Result<> Renderer::finish() {
    State& state = *state_;
    if (auto written = state.write_sorted(); !written) return written;
    if (state.is_list) {
        if (auto written = state.writer->finish(); !written) return written;
    }
    if (state.context.warn) {
        for (const std::string& line : state.unseen.warnings(state.context.shape)) state.context.warn(line);
    }
    return state.context.sink.flush();
}

}  // namespace rasctl::output
