// Fields of the same objects in another list, and of what they are members of, which a table shows beside
// those of the rows themselves ("@status.agentState", "@rds pool"): what is seen can be filtered, sorted and
// picked by, too.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "json/value.hpp"
#include "output/column.hpp"
#include "output/field_path.hpp"
#include "output/field_resolver.hpp"
#include "output/looked_up.hpp"

namespace rasctl::output {

class FieldsBeside {
  public:
    explicit FieldsBeside(const Shape& shape);

    // As resolve_path() with the rows' schema. What they do not have is looked for beside them, and among the
    // columns by what people call them: "state" is the only one that ends so, "name" the one that names a
    // row.
    Result<FieldPath> resolve(std::string_view typed) const;
    // The same for conditions and sort keys; lives as long as this.
    FieldResolver resolver() const;

    // Rows are filtered, sorted or picked by the field: one that is beside them has to be looked up.
    void need(const FieldPath& field);
    bool none_needed() const { return needed_.empty(); }
    // The verbs and nouns that have what is needed.
    std::set<std::string> verbs() const;

    // Puts what is needed into the row as if it were its own; fails where it was not to be had.
    Result<> fill(json::Value& row, const LookedUp& looked_up) const;
    // Takes it out again: programs get the rows as the server sends them.
    void strip(json::Value& row) const;

  private:
    std::optional<FieldPath> column_called(std::string_view said) const;

    const Shape& shape_;
    std::map<std::string, catalog::Schema> rows_{};  // by the verb that shows them
    std::map<std::string, std::string> owners_{};    // nouns of what has the rows as members, by field
    std::map<std::string, std::set<std::string>> needed_{};  // names on the wire, by the verb or noun
};

}  // namespace rasctl::output
