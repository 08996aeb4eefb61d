// --where: line 1 is a number that picks the rows' schema, line 2 the expression, the rest JSON rows. An
// expression that is understood obeys the laws of logic on every row.
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

  private:
    Result<Where> where_;
};

}  // namespace

void check(std::string_view input) {
    Lines lines(input);
    const auto schema = shape_by(lines.next()).row;
    const std::string text(lines.next());
    const auto where = Where::parse(text, schema);
    if (!where) return expect_told(where.error());
    const Derived again(text, schema);
    const Derived grouped("(" + text + ")", schema);
    const Derived negated("not (" + text + ")", schema);
    const Derived both("(" + text + ") and (" + text + ")", schema);
    const Derived either("(" + text + ") || !(" + text + ")", schema);
    const Derived neither("(" + text + "),not(" + text + ")", schema);
    expect(!where->fields().empty(), "an expression names a field");
    while (!lines.empty()) {
        const auto row = json::parse(lines.next());
        if (!row) continue;
        const bool holds = where->matches(*row);
        again.expect_holds(holds, *row, "read twice means the same");
        grouped.expect_holds(holds, *row, "brackets around all of it change nothing");
        negated.expect_holds(!holds, *row, "not turns it round");
        both.expect_holds(holds, *row, "A and A is A");
        either.expect_holds(true, *row, "A or not A holds");
        neither.expect_holds(false, *row, "A and not A does not hold");
    }
}

}  // namespace rasctl::fuzz
