// Rows that something else than a format wants.
#include <utility>

#include "output/row_writer.hpp"

namespace rasctl::output {
namespace {

class RowCollector : public RowWriter {
  public:
    explicit RowCollector(std::vector<json::Value>& rows) : rows_(rows) {}

    Result<> row(json::Value&& row) override {
        rows_.push_back(as_object_row(std::move(row)));
        return {};
    }
    Result<> finish() override { return {}; }
    Result<> single(json::Value&& value) override {
        return value.is_null() ? Result<>() : row(std::move(value));
    }

  private:
    std::vector<json::Value>& rows_;
};

}  // namespace

RowWriterPointer make_row_collector(std::vector<json::Value>& rows) {
    return std::make_unique<RowCollector>(rows);
}

}  // namespace rasctl::output
