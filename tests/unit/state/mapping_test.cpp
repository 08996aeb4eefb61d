#include "state/mapping.hpp"

#include <catch2/catch.hpp>

namespace rasctl::state {
namespace {

std::string joined(std::string_view pattern, std::string_view text) {
    const auto stars = fit(pattern, text);
    if (!stars) return "no";
    std::string all = "yes";
    for (const std::string_view star : *stars) all += "|" + std::string(star);
    return all;
}

Document host(const std::string& name, const std::string& site) {
    Document document;
    document.key = {.kind = "rds host", .site = site, .name = name};
    return document;
}

}  // namespace

TEST_CASE("a pattern fits the whole text and tells what its stars stand for") {
    CHECK(joined("*.test.dom", "rdsh1.test.dom") == "yes|rdsh1");
    CHECK(joined("*.TEST.dom", "rdsh1.test.DOM") == "yes|rdsh1");
    CHECK(joined("a*b*c", "a1b2b3c") == "yes|1|2b3");
    CHECK(joined("*", "") == "yes|");
    CHECK(joined("**", "ab") == "yes||ab");
    CHECK(joined("?", "a") == "yes");
    CHECK(joined("?", "") == "no");
    CHECK(joined("", "a") == "no");
    CHECK(joined("*.dom", "a.dom.x") == "no");
    CHECK(joined("a*", "ba") == "no");
    CHECK(joined(std::string(50, '*') + "b", std::string(5000, 'a')) == "no");
}

TEST_CASE("names of objects follow a rule for their kind or for the field that tells them") {
    const Kinds kinds(catalog::Catalog::built_in(), 21);
    for (const char* what : {"server", "rds host", "SERVER", "rds *"}) {
        const auto mapping = Mapping::parse({std::string(what) + ":*.test=*.prod", "site:T=P"}, kinds);
        REQUIRE(mapping.has_value());
        std::vector<Document> documents{host("a.test", "T"), host("b.other", "U")};
        mapping->apply(kinds, documents);
        CHECK(documents[0].key.name == "a.prod");
        CHECK(documents[0].key.site == "P");
        CHECK(documents[1].key.name == "b.other");
        CHECK(documents[1].key.site == "U");
    }
}

TEST_CASE("of several rules the first that fits counts") {
    const Kinds kinds(catalog::Catalog::built_in(), 21);
    const auto mapping = Mapping::parse({"server:a*=first*", "server:*=second"}, kinds);
    REQUIRE(mapping.has_value());
    CHECK(mapping->mapped({"server"}, "ab") == "firstb");
    CHECK(mapping->mapped({"server"}, "b") == "second");
    CHECK(mapping->mapped({"name"}, "ab") == "ab");
}

TEST_CASE("a rule that says nothing is refused") {
    const Kinds kinds(catalog::Catalog::built_in(), 21);
    for (const char* text :
         {"", "server", "server:a", ":a=b", "server:=b", "server:a=", "server:a=*", "nothing-so:a=b"}) {
        INFO(text);
        const auto mapping = Mapping::parse({text}, kinds);
        REQUIRE_FALSE(mapping.has_value());
        CHECK(mapping.error().exit_code == ExitCode::usage);
    }
}

}  // namespace rasctl::state
