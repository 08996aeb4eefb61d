// The expressions of --where.
//
//   expression := all-of { ("or" | "||") all-of }
//   all-of     := test { ("and" | "&&" | ",") test }
//   test       := ("not" | "!") test | "(" expression ")" | "has" "(" field ")" | condition
//   condition  := field [ operator value | ["not"] "in" "(" value { "," value } ")" ]
//   operator   := "=" "==" "!=" "<" "<=" ">" ">=" "~" "!~"
//   value      := word | "text" | 'text'
//
// Words of the grammar are read in any letter case. A word ends at a blank or one of , ( ) " ' and, as a
// field's name, at an operator; anything else is quoted, with \" and \\ inside double quotes, '' inside
// single quotes. A quoted field is one as the rows spell it, which the catalogue need not know.
//
// What a value may be, and how it compares, is the business of its field's type in the catalogue
// (where_type.hpp); values that cannot be are refused before anything is evaluated.
// - `field` alone holds where it is true (or a number that is not 0, or text that is not empty).
// - `~` holds when the text contains the value, in any letter case; with * or ? in the value, when it matches
//   as a whole.
// - On a list a condition holds when it holds for an element; `!=`, `!~` and `not in` when it does for none.
// - A row that lacks the field, or has null there, meets no condition on it, neither `=` nor `!=` nor the
//   negation of either; has(field) tells whether it is there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "json/value.hpp"
#include "output/field_path.hpp"
#include "output/field_resolver.hpp"

namespace rasctl::output {

// A name that stands where the ID of an object belongs: "Branch" of "siteId=Branch".
struct NamedObject {
    std::string kind;  // of the catalogue: "Site"
    std::string name;
    bool operator==(const NamedObject&) const = default;
};

class Where {
  public:
    // Errors (usage) say where the expression stops making sense, and which field or value cannot be, with
    // the nearest that can.
    static Result<Where> parse(std::string_view text, const std::optional<catalog::Schema>& row,
                               const FieldResolver& resolve = {});

    Where(Where&&) noexcept;
    Where& operator=(Where&&) noexcept;
    ~Where();

    bool matches(const json::Value& row) const;
    // The fields that the expression names.
    std::vector<FieldPath> fields() const;
    // Those that are compared without the catalogue knowing their type: as text.
    std::vector<FieldPath> untyped_fields() const;
    // The line that tells so, nothing when there are none.
    std::optional<std::string> note() const;
    // Those that must be in some row of many, for otherwise they were misspelt: of conditions, not of has().
    std::vector<FieldPath> needed_fields() const;

    // Names whose IDs must be told before the first row; a condition on one that never is holds for no row.
    std::vector<NamedObject> names() const;
    void set_id(const NamedObject& object, std::string_view id);

    struct Node;

  private:
    explicit Where(std::unique_ptr<Node> root);
    std::unique_ptr<Node> root_;
};

}  // namespace rasctl::output
