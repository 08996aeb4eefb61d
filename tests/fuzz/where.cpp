// --where: line 1 is a number that picks the rows' schema, line 2 the expression, the rest JSON rows. An
// expression that is understood obeys the laws of three-valued logic on every row: yes, no, or neither.
#include "output/where.hpp"
#include "json/reader.hpp"
#include "shapes.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

using output::Where;

// The expression put into others, unless that nests too deeply.
class Derived {
  public:
    Derived(const std::string& text, const std::optional<catalog::Schema>& schema)
        : where_(Where::parse(text, schema)) {
        const bool too_deep = !where_ && where_.error().why.find("nested") != std::string::npos;
        expect(where_.has_value() || too_deep, "an expression can be part of another", text);
    }
    void expect_holds(bool wanted, const json::Value& row, std::string_view law) const {
        if (where_) expect(where_->matches(row) == wanted, law);
    }

    // Nothing where the expression nests too deeply.
    std::optional<bool> holds(const json::Value& row) const {
        return where_ ? std::optional(where_->matches(row)) : std::nullopt;
    }

  private:
    Result<Where> where_;
};

}  // namespace

void check(std::string_view input) {
    Lines lines(input);
    const auto schema = shape_by(lines.next()).row;
    const std::string text(lines.next());
    auto where = Where::parse(text, schema);
    if (!where) return expect_told(where.error());
    const Derived again(text, schema);
    const Derived grouped("(" + text + ")", schema);
    const Derived negated("not (" + text + ")", schema);
    const Derived twice_negated("not not (" + text + ")", schema);
    const Derived both("(" + text + ") and (" + text + ")", schema);
    const Derived either("(" + text + ") || !(" + text + ")", schema);
    const Derived neither("(" + text + "),not(" + text + ")", schema);
    expect(!where->fields().empty(), "an expression names a field");
    while (!lines.empty()) {
        const auto row = json::parse(lines.next());
        if (!row) continue;
        const bool holds = where->matches(*row);
        const bool fails = negated.holds(*row).value_or(false);
        expect(!(holds && fails), "a row meets an expression or its negation or neither");
        again.expect_holds(holds, *row, "read twice means the same");
        grouped.expect_holds(holds, *row, "brackets around all of it change nothing");
        twice_negated.expect_holds(holds, *row, "not not A is A");
        both.expect_holds(holds, *row, "A and A is A");
        if (negated.holds(*row)) either.expect_holds(holds || fails, *row, "A or not A is one of them");
        neither.expect_holds(false, *row, "A and not A does not hold");
    }
    // Any ID may be told for the names, and none is asked for again.
    for (const auto& name : where->names()) where->set_id(name, "7");
    expect(where->names().empty(), "a name is known once its ID was told");
}

}  // namespace rasctl::fuzz
