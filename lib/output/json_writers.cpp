// json, jsonl and yaml: the value itself.
#include "json/writer.hpp"
#include "json/yaml.hpp"
#include "output/row_writer.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::output {
namespace {

// What would mislead on a terminal (text direction, above all) can in JSON and YAML only stand inside double
// quotes, where the escape it is shown as means the same character.
Result<> write_document(WriterContext& context, std::string_view text) {
    if (!context.options.is_terminal) return context.sink.write(text);
    return context.sink.write(terminal::sanitize(text, terminal::LineEnds::keep));
}

class JsonWriter : public RowWriter {
  public:
    explicit JsonWriter(WriterContext& context)
        : context_(context),
          style_(context.options.pretty.value_or(context.options.is_terminal) ? json::Style::pretty
                                                                              : json::Style::compact) {}

    Result<> row(json::Value&& row) override {
        text_ = empty_ ? '[' : ',';
        empty_ = false;
        if (style_ == json::Style::pretty) text_ += "\n  ";
        json::append(text_, context_.picked(std::move(row)), style_, 1);
        return write_document(context_, text_);
    }

    bool takes_text() const override {
        return style_ == json::Style::compact && !context_.columns && !context_.options.is_terminal;
    }
    Result<> text(std::string_view element) override {
        context_.sink.text() += empty_ ? '[' : ',';
        empty_ = false;
        return context_.sink.write(element);
    }
    std::optional<std::vector<FieldPath>> fields() const override { return context_.column_fields(); }

    Result<> finish() override {
        if (empty_) return context_.sink.write("[]\n");
        return context_.sink.write(style_ == json::Style::pretty ? "\n]\n" : "]\n");
    }

    Result<> single(json::Value&& value) override {
        return write_document(context_, json::write(context_.picked(std::move(value)), style_) + "\n");
    }

  private:
    WriterContext& context_;
    json::Style style_;
    std::string text_;  // of the element being written
    bool empty_ = true;
};

class JsonLinesWriter : public RowWriter {
  public:
    explicit JsonLinesWriter(WriterContext& context) : context_(context) {}

    Result<> row(json::Value&& row) override {
        text_.clear();
        json::append(text_, context_.picked(std::move(row)));
        text_ += '\n';
        return write_document(context_, text_);
    }
    bool takes_text() const override { return !context_.columns && !context_.options.is_terminal; }
    Result<> text(std::string_view element) override {
        context_.sink.text() += element;
        return context_.sink.write("\n");
    }
    std::optional<std::vector<FieldPath>> fields() const override { return context_.column_fields(); }
    Result<> finish() override { return {}; }
    Result<> single(json::Value&& value) override { return row(std::move(value)); }

  private:
    WriterContext& context_;
    std::string text_;  // of the line being written
};

class YamlListWriter : public RowWriter {
  public:
    explicit YamlListWriter(WriterContext& context) : context_(context) {}

    Result<> row(json::Value&& row) override {
        yaml_.append(context_.picked(std::move(row)));
        return write_document(context_, yaml_.take());
    }
    Result<> finish() override {
        yaml_.finish();
        return write_document(context_, yaml_.take());
    }
    Result<> single(json::Value&& value) override {
        return write_document(context_, json::write_yaml(context_.picked(std::move(value))));
    }

  private:
    WriterContext& context_;
    json::YamlWriter yaml_;
};

// Puts a copy of the value at the path, with the objects on the way there.
void place(json::Object& target, const std::vector<std::string>& steps, const json::Value& value) {
    json::Object* level = &target;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        json::Value* next = level->find(steps[i]);
        if (!next || !next->is_object()) next = &level->set(steps[i], json::Object{});
        level = &next->as_object();
    }
    level->set(steps.back(), value);
}

}  // namespace

std::optional<std::vector<FieldPath>> WriterContext::column_fields() const {
    if (!columns) return std::nullopt;
    std::vector<FieldPath> fields;
    for (const Column& column : *columns) fields.push_back(column.path);
    return fields;
}

json::Value WriterContext::picked(json::Value&& value) const {
    if (!columns || !value.is_object()) return std::move(value);
    json::Object picked;
    for (const Column& column : *columns) {
        if (const json::Value* found = column.path.in(value)) place(picked, column.path.steps, *found);
    }
    return picked;
}

RowWriterPointer make_json_writer(WriterContext& context) {
    return std::make_unique<JsonWriter>(context);
}
RowWriterPointer make_json_lines_writer(WriterContext& context) {
    return std::make_unique<JsonLinesWriter>(context);
}
RowWriterPointer make_yaml_writer(WriterContext& context) {
    return std::make_unique<YamlListWriter>(context);
}

}  // namespace rasctl::output
