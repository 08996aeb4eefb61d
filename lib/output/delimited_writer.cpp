// csv and tsv. Lines end in LF, as most command-line tools write them. The columns are those of the row
// schema and whatever else the first rows have.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "error/try.hpp"
#include "output/cell.hpp"
#include "output/cell_lines.hpp"
#include "output/delimited_text.hpp"
#include "output/row_writer.hpp"

namespace rasctl::output {
namespace {

// So many rows are looked at before the header is written.
constexpr std::size_t rows_of_header = 1000;
// Names of members that are remembered, however many a server makes up.
constexpr std::size_t most_remembered_names = 10'000;

bool same_but_for_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    return std::ranges::equal(a, b, [&](char x, char y) { return lower(x) == lower(y); });
}

class DelimitedWriter : public RowWriter {
  public:
    explicit DelimitedWriter(WriterContext& context)
        : context_(context), columns_(context.columns ? *context.columns : schema_columns(context.shape)) {}

    Result<> row(json::Value&& row) override {
        row = as_object_row(std::move(row));
        if (started_) return write_row(row);
        if (!context_.columns) learn(row);
        held_.push_back(std::move(row));
        const bool enough = context_.columns || held_.size() >= rows_of_header;
        return enough ? start() : Result<>();
    }

    std::optional<std::vector<FieldPath>> fields() const override { return context_.column_fields(); }

    bool takes_members() const override { return context_.columns.has_value(); }
    Result<> members(std::span<const std::string_view> texts) override {
        if (!started_) TRY(start());
        begin_line();
        for (const std::string_view json : texts) {
            const auto text = plain_text_of(json, cell_);
            field(text.value_or(std::string_view()), text.has_value());
        }
        return end_line();
    }

    Result<> finish() override {
        if (!started_) {
            if (auto written = start(); !written) return written;
        }
        warn_of_late_names();
        return {};
    }

    Result<> single(json::Value&& value) override {
        if (value.is_null()) return {};
        TRY(row(std::move(value)));
        return finish();
    }

  private:
    static constexpr std::size_t unknown = static_cast<std::size_t>(-1);

    void learn(const json::Value& row) {
        std::unordered_map<std::size_t, std::string_view> taken;
        for (const json::Member& member : row.as_object()) {
            const std::size_t place = column_of(member.name);
            const bool fits = place != unknown && !hides(row, place, member.name);
            if (fits && taken.emplace(place, member.name).first->second == member.name) continue;
            if (added_ == ColumnGatherer::most_added) continue;
            ++added_;
            places_[member.name] = columns_.size();
            columns_.push_back(make_column(one_step(member.name, std::nullopt), context_.shape));
        }
    }

    // Whether the row has the column's own name beside another spelling of it ("siteId" beside "siteID").
    bool hides(const json::Value& row, std::size_t place, const std::string& name) const {
        const std::string& own = columns_[place].path.path;
        return own != name && row.find(own) != nullptr;
    }

    // The column that shows a member: by its exact name or by a spelling that differs in letter case only.
    std::size_t column_of(const std::string& name) {
        if (const auto known = places_.find(name); known != places_.end()) return known->second;
        std::size_t place = unknown;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const std::string& path = columns_[i].path.path;
            if (path == name || (place == unknown && same_but_for_case(path, name))) place = i;
            if (path == name) break;
        }
        if (place != unknown && places_.size() < most_remembered_names) places_[name] = place;
        return place;
    }

    Result<> start() {
        started_ = true;
        if (!context_.options.no_headers && !columns_.empty()) {
            begin_line();
            for (const Column& column : columns_) field(column.path.path, true);
            if (auto ended = end_line(); !ended) return ended;
        }
        for (const json::Value& row : held_) {
            if (auto written = write_row(row); !written) return written;
        }
        held_ = {};
        return {};
    }

    Result<> write_row(const json::Value& row) {
        values_.assign(columns_.size(), nullptr);
        if (context_.columns) {
            for (std::size_t i = 0; i < columns_.size(); ++i) values_[i] = columns_[i].path.in(row);
        } else {
            for (const json::Member& member : row.as_object()) {
                const std::size_t place = column_of(member.name);
                if (place != unknown && !hides(row, place, member.name)) {
                    values_[place] = &member.value;
                } else {
                    note_late(member.name);
                }
            }
        }
        begin_line();
        for (const json::Value* value : values_) {
            cell_.clear();
            append_plain_text(cell_, value);
            field(cell_, value && !value->is_null());
        }
        return end_line();
    }

    void note_late(const std::string& name) {
        if (late_names_.size() >= most_remembered_names) return;
        if (late_names_.insert(name).second && first_late_.empty()) first_late_ = safe_text(name);
    }

    void warn_of_late_names() const {
        if (late_names_.empty() || !context_.warn) return;
        if (added_ == ColumnGatherer::most_added) return context_.warn(left_out_note(late_names_.size()));
        const std::size_t others = late_names_.size() - 1;
        const std::string more = others == 0
                                     ? " comes too late for a column and is left out; --columns +"
                                     : " and " + std::to_string(others) +
                                           " others come too late for a column and are left out; --columns +";
        context_.warn("the field " + first_late_ + more + first_late_ + " shows it");
    }

    void begin_line() { first_ = true; }

    void field(std::string_view text, bool present) {
        std::string& out = context_.sink.text();
        const bool csv = context_.options.format == Format::csv;
        if (!first_) out += csv ? ',' : '\t';
        first_ = false;
        if (!present) {
            // Readers skip an empty line, and with it the row.
            if (csv && columns_.size() == 1) out += "\"\"";
            return;
        }
        if (context_.options.is_terminal) {
            const std::string safe = safe_text(std::string(text));
            return csv ? append_csv_field(out, safe) : append_tsv_field(out, safe);
        }
        return csv ? append_csv_field(out, text) : append_tsv_field(out, text);
    }

    Result<> end_line() { return context_.sink.write("\n"); }

    WriterContext& context_;
    std::vector<Column> columns_;
    std::unordered_map<std::string, std::size_t> places_;
    std::unordered_set<std::string> late_names_;
    std::string first_late_;
    std::size_t added_ = 0;
    std::vector<json::Value> held_;
    std::vector<const json::Value*> values_;
    std::string cell_;
    bool started_ = false;
    bool first_ = true;
};

}  // namespace

json::Value as_object_row(json::Value&& row) {
    if (row.is_object()) return std::move(row);
    json::Object object;
    object.append("value", std::move(row));
    return object;
}

RowWriterPointer make_delimited_writer(WriterContext& context) {
    return std::make_unique<DelimitedWriter>(context);
}

}  // namespace rasctl::output
