// A choice that means something, or none at all.
#include <catch2/catch.hpp>

#include "farm/selection.hpp"

namespace rasctl::farm {
namespace {

Choosing choosing(std::vector<std::string> words, std::vector<Narrowing> narrowings = {}, bool all = false) {
    return {.command = "gateway delete",
            .words = std::move(words),
            .all = all,
            .narrowings = std::move(narrowings)};
}

}  // namespace

TEST_CASE("a selection stands for everything only when --all was said") {
    CHECK_FALSE(Selection::of(choosing({})).has_value());
    CHECK(Selection::of(choosing({}, {}, true))->all());
    CHECK_FALSE(Selection::of(choosing({"gw1"}))->all());
    CHECK_FALSE(Selection::of(choosing({}, {{"where", {"id>1"}}}))->all());
}

TEST_CASE("what is empty, blank or only commas is refused by its name") {
    for (const char* text : {"", " ", "\t", ",", " , ,"}) {
        INFO('"' << text << '"');
        const auto refused = Selection::of(choosing({}, {{"user", {"amy", text}, true}}, true));
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().exit_code == ExitCode::usage);
        CHECK(refused.error().what.find("--user") != std::string::npos);
    }
    CHECK_FALSE(Selection::of(choosing({}, {{"user", {"amy,"}, true}})).has_value());
    CHECK(Selection::of(choosing({}, {{"where", {"name in (a,b)"}}})).has_value());
    for (const char* word : {"", " ", "id:", "name:", "id: "})
        CHECK_FALSE(Selection::of(choosing({"gw1", word})).has_value());
}

TEST_CASE("words do not stand beside a rule, but parents do") {
    CHECK_FALSE(Selection::of(choosing({"gw1"}, {}, true)).has_value());
    CHECK_FALSE(Selection::of(choosing({"gw1"}, {{"where", {"id>1"}}})).has_value());
    CHECK(Selection::of(choosing({"provider"}, {}, true), 1).has_value());
    CHECK_FALSE(Selection::of(choosing({"provider", "vm"}, {}, true), 1).has_value());
    CHECK_FALSE(Selection::of(choosing({"provider"}), 1).has_value());
}

TEST_CASE("what is given several times holds together") {
    const auto selection =
        Selection::of(choosing({}, {{"where", {"a=1 or b=2", "c=3"}}, {"host", {"x, y", "z"}, true}}));
    REQUIRE(selection.has_value());
    CHECK(selection->where() == "(a=1 or b=2) and (c=3)");
    CHECK(selection->parts("host") == std::vector<std::string>{"x", "y", "z"});
    CHECK(selection->parts("user").empty());
}

}  // namespace rasctl::farm
