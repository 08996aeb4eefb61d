#include "output/renderer.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "error/try.hpp"
#include "json/element_builder.hpp"
#include "output/column_choice.hpp"
#include "output/fields_beside.hpp"
#include "output/jq.hpp"
#include "output/member_rows.hpp"
#include "output/row_writer.hpp"
#include "output/sort.hpp"
#include "output/stop_notice.hpp"
#include "output/unseen_fields.hpp"
#include "output/where.hpp"

namespace rasctl::output {
namespace {

RowWriterPointer make_writer(WriterContext& context) {
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
    UnseenFields needed{};                       // by --where
    std::vector<json::Value> sorted{};           // rows held back for --sort
    std::optional<MemberRows> sorted_members{};  // the same while all have come as members
    std::size_t rows = 0;                        // written so far
    StopNotice stop{};
    std::optional<FieldsBeside> beside{};  // of the shape in the context
    bool is_list = true;
    RowWriterPointer writer{};

    bool is_full() const { return context.options.limit && rows >= *context.options.limit; }

    // Rows that rasctl makes itself name their columns: nobody wonders that the catalogue does not know them.
    void tell_notes(const Where& filter) const {
        const auto own = [&](const FieldPath& field) {
            const auto& columns = context.shape.default_columns;
            return !context.shape.row && std::ranges::find(columns, field.path) != columns.end();
        };
        if (!context.warn || std::ranges::any_of(filter.untyped_fields(), own)) return;
        if (const auto note = filter.note()) context.warn("--where: " + *note);
    }

    bool names_values() const {
        const Format format = context.options.format;
        const bool holds_values = !is_for_people(format) && format != Format::id && format != Format::name;
        return context.options.names && (holds_values || !context.options.jq.empty());
    }

    json::Value named(json::Value&& value) const {
        if (!names_values()) return std::move(value);
        return with_names(std::move(value), context.shape.row, context.looked_up);
    }

    Result<> write_row(json::Value&& row) {
        TRY(stop.check());
        ++rows;
        if (!context.columns) beside->strip(row);
        if (!names_values()) return writer->row(std::move(row));
        return writer->row(named(std::move(row)));
    }

    Result<bool> write_text(std::string_view element) {
        if (is_full()) return false;
        TRY(stop.check());
        ++rows;
        TRY(writer->text(element));
        return !is_full();
    }

    Result<bool> write_members(std::span<const std::string_view> texts) {
        if (is_full()) return false;
        if (!sort.empty()) {
            if (sorted.empty())
                sorted_members->add(texts);
            else
                sorted.push_back(sorted_members->object_of(texts));
            return true;
        }
        TRY(stop.check());
        ++rows;
        TRY(writer->members(texts));
        return !is_full();
    }

    // What is sorted together is held alike.
    void hold(json::Value&& row) {
        if (sorted_members) {
            for (std::size_t i = 0; i < sorted_members->size(); ++i)
                sorted.push_back(sorted_members->object_of(sorted_members->row(i)));
            sorted_members->clear();
        }
        sorted.push_back(std::move(row));
    }

    Result<> write_sorted_members() {
        // The fields of --sort are the last ones.
        const std::size_t shown = sorted_members->fields().size() - sort.size();
        std::vector<json::Value> values;
        std::vector<const json::Value*> sorted_by;
        values.reserve(sorted_members->size() * sort.size());
        for (std::size_t i = 0; i < sorted_members->size(); ++i)
            for (const std::string_view text : sorted_members->row(i).subspan(shown))
                sorted_by.push_back(text.empty() ? nullptr : &values.emplace_back(json::built(text)));
        const auto order = order_of(sorted_members->size(), sort, [&](std::size_t row, std::size_t key) {
            return sorted_by[row * sort.size() + key];
        });
        for (const std::size_t place : order) {
            if (is_full()) break;
            TRY(stop.check());
            ++rows;
            TRY(writer->members(sorted_members->row(place).first(shown)));
        }
        sorted_members->clear();
        return {};
    }

    Result<> write_sorted() {
        if (sorted_members && !sorted_members->empty()) return write_sorted_members();
        sort_rows(sorted, sort);
        for (json::Value& row : sorted) {
            if (is_full()) {
                writer->passed_over(row);
                continue;
            }
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
    FieldsBeside& beside = state->beside.emplace(state->context.shape);
    const FieldResolver resolve = beside.resolver();
    TRY_LET(auto columns, asked_columns(state->context.options, shape));
    if (columns) {
        for (const Column& column : *columns) {
            state->unseen.expect(column.path);
            if (column.joined.empty()) beside.need(column.path);
        }
        state->context.columns = std::move(columns);
    }
    if (!options.where.empty()) {
        TRY_LET(auto where, Where::parse(options.where, shape.row, resolve));
        for (const FieldPath& field : where.needed_fields()) state->needed.expect(field);
        for (const FieldPath& field : where.fields()) beside.need(field);
        state->tell_notes(where);
        state->where = std::move(where);
    }
    if (!options.sort.empty()) {
        TRY_LET(auto sort, parse_sort(options.sort, shape.row, resolve));
        for (const SortKey& key : sort) {
            state->unseen.expect(key.field);
            beside.need(key.field);
        }
        state->sort = std::move(sort);
    }
    if (!options.jq.empty()) {
        TRY_LET(auto filter, JqFilter::compile(options.jq, options.jq_limits));
        state->writer = make_jq_writer(state->context, std::move(filter));
    } else {
        state->writer = make_writer(state->context);
    }
    return Renderer(std::move(state));
}

Result<Renderer> Renderer::collecting(const OutputOptions& options, const Shape& shape,
                                      std::vector<json::Value>& rows, Warn warn) {
    // Whoever shows the rows filters them.
    OutputOptions unfiltered = options;
    unfiltered.jq.clear();
    auto renderer = create(
        unfiltered, shape, [](std::string_view) { return Result<>(); }, std::move(warn));
    if (renderer) renderer->state_->writer = make_row_collector(rows);
    return renderer;
}

Renderer::Renderer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

Result<bool> Renderer::row(json::Value&& row) {
    State& state = *state_;
    if (state.is_full() && !state.writer->looks_at_all()) return false;
    TRY(state.beside->fill(row, state.context.looked_up));
    state.unseen.look_at(row);
    state.needed.look_at(row);
    if (state.is_full() || (state.where && !state.where->matches(row))) {
        state.writer->passed_over(row);
        return true;
    }
    if (!state.sort.empty()) {
        state.hold(std::move(row));
        return true;
    }
    TRY(state.write_row(std::move(row)));
    return !state.is_full() || state.writer->looks_at_all();
}

json::StreamReader::Wishes Renderer::wishes() {
    State* state = state_.get();
    json::StreamReader::Wishes wishes;
    // Where a name may be misspelt, all names count.
    if (state->names_values() || state->where || !state->beside->none_needed() || !state->unseen.empty() ||
        !state->needed.empty())
        return wishes;
    if (state->sort.empty() && state->writer->takes_text())
        wishes.on_text = [state](std::string_view element) { return state->write_text(element); };
    if (auto fields = state->writer->fields()) {
        for (const SortKey& key : state->sort) fields->push_back(key.field);
        const bool are_members =
            std::ranges::all_of(*fields, [](const FieldPath& field) { return field.steps.size() == 1; });
        if (state->writer->takes_members() && are_members) {
            wishes.on_members = [state](std::span<const std::string_view> texts) {
                return state->write_members(texts);
            };
            wishes.places = [fields = *fields](std::span<const std::string> names) {
                std::vector<std::size_t> places;
                for (const FieldPath& field : fields)
                    places.push_back(
                        place_among(names, field.steps.front()).value_or(json::StreamReader::no_place));
                return places;
            };
            // Another reader goes on where the one before has stopped.
            if (!state->sort.empty() && !state->sorted_members) state->sorted_members.emplace(*fields);
        }
        std::set<std::string> names;
        for (const FieldPath& field : *fields)
            if (!field.steps.empty()) names.insert(plain_name(field.steps.front()));
        wishes.needs = [names = std::move(names)](std::string_view name) {
            return names.contains(plain_name(name));
        };
    }
    return wishes;
}

Lookups Renderer::lookups_before() const {
    Lookups wanted;
    const State& state = *state_;
    wanted.verbs = state.beside->verbs();
    wanted.is_asked_for = true;
    if (!state.names_values() || !state.context.shape.row) return wanted;
    if (!state.context.columns) {
        add_kinds(*state.context.shape.row, wanted.kinds);
    } else {
        for (const Column& column : *state.context.columns)
            if (const auto kind = kind_of_reference(column.path.field); !kind.empty())
                wanted.kinds.emplace(kind);
    }
    return wanted;
}

Result<Lookups> Renderer::lookups() {
    TRY(state_->write_sorted());
    return state_->writer->lookups();
}

LookedUp& Renderer::looked_up() {
    return state_->context.looked_up;
}

std::vector<NamedObject> Renderer::names() const {
    return state_->where ? state_->where->names() : std::vector<NamedObject>{};
}

void Renderer::set_id(const NamedObject& object, std::string_view id) {
    if (state_->where) state_->where->set_id(object, id);
}

Result<> Renderer::value(json::Value&& value) {
    State& state = *state_;
    if (!value.is_array()) {
        state.is_list = false;
        state.unseen.look_at(value);
        state.needed.look_at(value);
        if (state.where && !state.where->matches(value)) return {};
        if (!value.is_null()) ++state.rows;
        return state.writer->single(state.named(std::move(value)));
    }
    for (json::Value& element : value.as_array()) {
        const Result<bool> more = row(std::move(element));
        if (!more) return more.error();
        if (!*more) break;
    }
    return {};
}

std::size_t Renderer::shown() const {
    const std::size_t members = state_->sorted_members ? state_->sorted_members->size() : 0;
    return state_->rows + state_->sorted.size() + members;
}

Result<> Renderer::finish() {
    State& state = *state_;
    const bool is_empty =
        state.rows == 0 && state.sorted.empty() && (!state.sorted_members || state.sorted_members->empty());
    if (is_empty && state.context.shape.row) TRY(state.needed.check(state.context.shape));
    TRY(state.write_sorted());
    TRY(state.is_list ? state.writer->finish() : state.writer->finish_single());
    if (state.context.warn) {
        for (const UnseenFields* fields : {&state.unseen, &state.needed})
            for (const std::string& line : fields->warnings(state.context.shape)) state.context.warn(line);
    }
    TRY(state.context.sink.flush());
    if (!state.context.options.exit_status || state.context.jq_status == 0) return {};
    return Error{.exit_code = static_cast<ExitCode>(state.context.jq_status)};
}

}  // namespace rasctl::output
