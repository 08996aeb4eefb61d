// --jq: the filter sees the whole answer, so a list is gathered as its JSON text.
#include "json/writer.hpp"
#include "output/jq.hpp"
#include "output/row_writer.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::output {
namespace {

class JqWriter : public RowWriter {
  public:
    JqWriter(WriterContext& context, JqFilter filter) : context_(context), filter_(std::move(filter)) {}

    Result<> row(json::Value&& row) override {
        list_ += list_.empty() ? '[' : ',';
        json::append(list_, context_.picked(std::move(row)));
        return {};
    }
    Result<> finish() override { return run(list_.empty() ? "[]" : list_ + "]"); }
    Result<> single(json::Value&& value) override {
        return run(json::write(context_.picked(std::move(value))));
    }

  private:
    Result<> run(const std::string& text) {
        const auto done = filter_.run(text, [&](std::string_view result) {
            if (context_.options.is_terminal) {
                context_.sink.text() += terminal::sanitize(result, terminal::LineEnds::keep);
            } else {
                context_.sink.text() += result;
            }
            return context_.sink.write("\n");
        });
        context_.jq_status = filter_.exit_status();
        return done;
    }

    WriterContext& context_;
    JqFilter filter_;
    std::string list_;
};

}  // namespace

RowWriterPointer make_jq_writer(WriterContext& context, JqFilter filter) {
    return std::make_unique<JqWriter>(context, std::move(filter));
}

}  // namespace rasctl::output
