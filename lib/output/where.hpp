// The expressions of --where.
//
//   expression := all-of { ("or" | "||") all-of }
//   all-of     := test { ("and" | "&&" | ",") test }
//   test       := ("not" | "!") test | "(" expression ")" | condition
//   condition  := field [ operator value | ["not"] "in" "(" value { "," value } ")" ]
//   operator   := "=" "==" "!=" "<" "<=" ">" ">=" "~" "!~"
//   value      := word | "text" | 'text' | null
//
// Words of the grammar are read in any letter case. A word ends at a blank or one of , ( ) " ' and, as a
// field's name, at an operator; anything else is quoted, with \" and \\ inside double quotes, '' inside
// single quotes.
// - `field` alone holds where it is true (or a number that is not 0, or text that is not empty).
// - `=` and `!=` compare numbers as numbers, enumerations by name or number, text exactly, and are true and
// false, yes
//   and no for booleans; `field=null` holds for null, and for a row without the field.
// - `<` and its kin compare numbers as numbers and text in natural order (so dates and versions come out
// right).
// - `~` holds when the text contains the value, in any letter case; with * or ? in the value, when it matches
// as a whole.
// - On a list a condition holds when it holds for an element; `!=`, `!~` and `not in` when it does for none.
// - A row that lacks the field matches nothing but `=null`.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "json/value.hpp"
#include "output/field_path.hpp"

namespace rasctl::output {

class Where {
  public:
    // Errors (usage) say where the expression stops making sense; unknown fields and names of enumerations
    // are answered with the nearest ones where the row schema is known to be whole.
    static Result<Where> parse(std::string_view text, const std::optional<catalog::Schema>& row);

    Where(Where&&) noexcept;
    Where& operator=(Where&&) noexcept;
    ~Where();

    bool matches(const json::Value& row) const;
    // The fields that the expression names.
    std::vector<FieldPath> fields() const;

    struct Node;

  private:
    explicit Where(std::unique_ptr<Node> root);
    std::unique_ptr<Node> root_;
};

}  // namespace rasctl::output
