#include "state/difference.hpp"

#include <catch2/catch.hpp>

#include "json/reader.hpp"

namespace rasctl::state {
namespace {

json::Object object(const char* text) {
    return json::parse(text).value().as_object();
}

std::string paths(const char* before, const char* after, Absence absence = Absence::means_nothing) {
    std::string all;
    for (const FieldChange& change : compare(object(before), object(after), absence))
        all += change.path + " ";
    return all;
}

Document folder(const std::string& name, const char* spec) {
    Document document;
    document.key = {.kind = "pub folder", .name = name};
    document.spec = object(spec);
    return document;
}

}  // namespace

TEST_CASE("only what a document says can differ") {
    CHECK(paths(R"({"a":1,"b":2})", R"({"a":1})").empty());
    CHECK(paths(R"({"a":1})", R"({"a":2,"c":3})") == "a c ");
    CHECK(paths(R"({"a":{"b":1,"c":2}})", R"({"a":{"b":3}})") == "a.b ");
    CHECK(paths(R"({"a":1,"b":2})", R"({"a":1})", Absence::means_gone) == "b ");
}

TEST_CASE("numbers of one value and maps in any order are the same") {
    CHECK(paths(R"({"a":1})", R"({"a":1.0})").empty());
    CHECK(paths(R"({"a":[{"x":1,"y":2}]})", R"({"a":[{"y":2,"x":1}]})", Absence::means_gone).empty());
    CHECK(paths(R"({"a":[1,2]})", R"({"a":[2,1]})") == "a ");
}

TEST_CASE("a secret cannot differ, whatever its variable is called") {
    CHECK(paths(R"({"p":"${ONE}"})", R"({"p":"${OTHER}"})").empty());
    CHECK(paths(R"({})", R"({"p":"${ONE}"})").empty());
    CHECK(paths(R"({"p":"text"})", R"({"p":"${ONE}"})") == "p ");
}

TEST_CASE("documents are created, changed, renamed and deleted") {
    const std::vector<Document> before{folder("a", R"({"d":1})"), folder("b", R"({"d":1})"),
                                       folder("old", "{}")};
    std::vector<Document> after{folder("a", R"({"d":2})"), folder("new", "{}"), folder("c", "{}")};
    after[1].previous_name = "old";
    const auto changes = compare(before, after, Absence::means_nothing, true);
    REQUIRE(changes.size() == 4);
    CHECK(changes[0].act == Act::update);
    CHECK(changes[1].act == Act::update);
    CHECK(changes[1].previous_name == "old");
    CHECK(changes[2].act == Act::create);
    CHECK(changes[3].act == Act::remove);
    CHECK(changes[3].key.name == "b");
    CHECK(compare(before, after, Absence::means_nothing, false).size() == 3);
    // Once it is renamed, the same document asks for nothing.
    const std::vector<Document> renamed{folder("new", "{}")};
    after.resize(2);
    after.erase(after.begin());
    CHECK(compare(renamed, after, Absence::means_nothing, false).empty());
}

}  // namespace rasctl::state
