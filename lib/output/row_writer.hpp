// One format: how rows and single values become text. Internal to the renderer.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "output/buffered_sink.hpp"
#include "output/renderer.hpp"

namespace rasctl::output {

// What all writers work with; outlives them.
struct WriterContext {
    OutputOptions options;
    Shape shape;
    std::optional<std::vector<Column>> columns;  // of --columns
    BufferedSink sink;
    Warn warn;
    int jq_status = 0;  // what jq -e would exit with

    LookedUp looked_up{};

    // The fields of --columns; nothing without it.
    std::optional<std::vector<FieldPath>> column_fields() const;
    // The value itself, or only the fields that --columns names.
    json::Value picked(json::Value&& value) const;
};

class RowWriter {
  public:
    RowWriter() = default;
    RowWriter(const RowWriter&) = delete;
    RowWriter& operator=(const RowWriter&) = delete;
    virtual ~RowWriter() = default;

    virtual Result<> row(json::Value&& row) = 0;
    // Whether rows may come as text(), those whose JSON is right as it stands.
    virtual bool takes_text() const { return false; }
    virtual Result<> text(std::string_view) { return {}; }
    // The fields of a row that are looked at; without a value all are.
    virtual std::optional<std::vector<FieldPath>> fields() const { return std::nullopt; }
    // Whether rows may come as members(): as the JSON texts of fields(), in their order, empty for those that
    // the row lacks. Each of fields() has one step then.
    virtual bool takes_members() const { return false; }
    virtual Result<> members(std::span<const std::string_view>) { return {}; }
    // A row that is not to be written, of a list of which others are.
    virtual void passed_over(const json::Value&) {}
    // Whether what is written depends on all rows, written or not.
    virtual bool looks_at_all() const { return false; }
    // The end of a list, also of one without rows.
    virtual Result<> finish() = 0;
    // An answer that is no list; neither row() nor finish() is called then, but finish_single().
    virtual Result<> single(json::Value&& value) = 0;
    virtual Result<> finish_single() { return {}; }
    // What is to be looked up before finish(), by the rows that have come.
    virtual Lookups lookups() { return {}; }
};

using RowWriterPointer = std::unique_ptr<RowWriter>;

RowWriterPointer make_json_writer(WriterContext& context);
RowWriterPointer make_json_lines_writer(WriterContext& context);
RowWriterPointer make_yaml_writer(WriterContext& context);
RowWriterPointer make_delimited_writer(WriterContext& context);  // csv and tsv
RowWriterPointer make_line_writer(WriterContext& context);       // id and name
RowWriterPointer make_table_writer(WriterContext& context);      // table and wide
RowWriterPointer make_jq_writer(WriterContext& context, JqFilter filter);
RowWriterPointer make_row_collector(std::vector<json::Value>& rows);  // no format: keeps them

// A row as an object: one that is none (a list of strings, say) as the member "value" of one.
json::Value as_object_row(json::Value&& row);

}  // namespace rasctl::output
