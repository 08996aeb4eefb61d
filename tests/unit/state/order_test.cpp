#include "state/order.hpp"

#include <catch2/catch.hpp>

#include "json/reader.hpp"

namespace rasctl::state {
namespace {

Document folder(const std::string& name, const std::string& parent) {
    Document document;
    document.key = {.kind = "pub folder", .name = name};
    document.spec.append("parentId", parent);
    return document;
}

std::string names(const std::vector<Change>& changes) {
    std::string all;
    for (const Change& change : changes) all += change.key.name + " ";
    return all;
}

}  // namespace

TEST_CASE("what is referred to is made first and deleted last") {
    const Kinds kinds(catalog::Catalog::built_in(), 21);
    const std::vector<Document> documents{folder("c", "b"), folder("b", "a"), folder("a", "0")}, none;
    const auto made = in_order(kinds, compare(none, documents, Absence::means_nothing, false), 21);
    REQUIRE(made.has_value());
    CHECK(names(*made) == "a b c ");
    const auto removed = in_order(kinds, compare(documents, none, Absence::means_nothing, true), 21);
    REQUIRE(removed.has_value());
    CHECK(names(*removed) == "c b a ");
}

TEST_CASE("objects that need each other before either is there are told") {
    const Kinds kinds(catalog::Catalog::built_in(), 21);
    const std::vector<Document> documents{folder("a", "b"), folder("b", "a")}, none;
    const auto made = in_order(kinds, compare(none, documents, Absence::means_nothing, false), 21);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().exit_code == ExitCode::usage);
}

}  // namespace rasctl::state
