// Rows that are kept as the JSON texts of some of their members: many of them, until they are sorted.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "output/field_path.hpp"

namespace rasctl::output {

class MemberRows {
  public:
    // The fields whose texts a row has, of one step each.
    explicit MemberRows(std::vector<FieldPath> fields) : fields_(std::move(fields)) {}

    const std::vector<FieldPath>& fields() const { return fields_; }
    // One text a field, empty for what the row lacks.
    void add(std::span<const std::string_view> texts);
    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }
    // The texts of a row, until those of another one are asked for.
    std::span<const std::string_view> row(std::size_t place);
    // The object that such a row stands for, without its other members.
    json::Value object_of(std::span<const std::string_view> texts) const;
    void clear();

  private:
    std::vector<FieldPath> fields_;
    std::deque<std::string> blocks_{};       // each text behind its size; a row is within one block
    std::vector<const char*> rows_{};        // where they begin
    std::vector<std::string_view> texts_{};  // of the row that was asked for
};

}  // namespace rasctl::output
