// id and name: one a line, for other programs to read.
#include "output/cell_lines.hpp"
#include "output/row_writer.hpp"

namespace rasctl::output {
namespace {

class LineWriter : public RowWriter {
  public:
    explicit LineWriter(WriterContext& context) : context_(context) {
        const Shape& shape = context.shape;
        if (context.options.format == Format::name) {
            for (const std::string& name : {shape.identity, std::string("name"), shape.id}) add(name);
        } else {
            for (const std::string& name : {shape.id, std::string("id"), shape.identity}) add(name);
        }
    }

    Result<> row(json::Value&& row) override {
        const json::Value* found = find_in(row);
        if (!found) return nothing_to_print();
        const std::string text = found->scalar_text();
        // A line end inside would make two names of one.
        const bool risky = context_.options.is_terminal || text.find_first_of("\r\n") != std::string::npos;
        context_.sink.text() += risky ? safe_text(text) : text;
        return context_.sink.write("\n");
    }
    Result<> finish() override { return {}; }
    Result<> single(json::Value&& value) override {
        return value.is_null() ? Result<>() : row(std::move(value));
    }

  private:
    void add(const std::string& name) {
        if (!name.empty()) candidates_.push_back(make_path(name, context_.shape.row));
    }

    const json::Value* find_in(const json::Value& row) const {
        if (!row.is_object()) return row.is_array() || row.is_null() ? nullptr : &row;
        for (const FieldPath& candidate : candidates_) {
            const json::Value* value = candidate.in(row);
            if (value && !value->scalar_text().empty()) return value;
        }
        return nullptr;
    }

    Result<> nothing_to_print() const {
        const std::string wanted(to_string(context_.options.format));
        return Error{ExitCode::usage, "cannot print only the " + wanted, "these objects have none",
                     "use -o jsonl"};
    }

    WriterContext& context_;
    std::vector<FieldPath> candidates_;
};

}  // namespace

RowWriterPointer make_line_writer(WriterContext& context) {
    return std::make_unique<LineWriter>(context);
}

}  // namespace rasctl::output
