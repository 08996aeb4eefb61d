// Noticing fields that a person named and that no row has, so that a misspelt name does not pass for an empty
// result.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"
#include "output/column.hpp"
#include "output/field_path.hpp"

namespace rasctl::output {

class UnseenFields {
  public:
    // Fields that the catalogue knows are left out: rows may lack them.
    void expect(const FieldPath& field);

    // Whether nothing is looked for.
    bool empty() const { return unseen_.empty(); }

    // Looks at a row as it came.
    void look_at(const json::Value& row);

    // Where such a field decides which rows are chosen: a usage failure when there were rows and none has it.
    Result<> check(const Shape& shape) const;

    // One line for each field that no row had, with the command that shows it of the same objects or the
    // nearest name; none when there were no rows.
    std::vector<std::string> warnings(const Shape& shape) const;

  private:
    std::vector<FieldPath> unseen_;
    std::set<std::string> names_;  // of members seen, some of them
    bool any_row_ = false;
};

}  // namespace rasctl::output
