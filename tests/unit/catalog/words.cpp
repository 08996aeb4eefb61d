#include "catalog/compiler/words.hpp"

#include <catch2/catch.hpp>

#include "catalog/built_in.hpp"
#include "catalog/compiler/singular.hpp"
#include "json/reader.hpp"

namespace rasctl::catalog::compiler {
namespace {

Tree built_in_names() {
    Tree tree;
    const auto files = json::parse(built_in_tree());
    for (const json::Value& file : files->as_array())
        REQUIRE(add_to_tree(tree, file.find("file")->as_string(), *file.find("content")).has_value());
    return tree;
}

}  // namespace

TEST_CASE("names become kebab-case with whole acronyms") {
    const Tree tree = built_in_names();
    CHECK(kebab_case(tree, "enableRDPUDP") == "enable-rdp-udp");
    CHECK(kebab_case(tree, "oSs") == "oses");
    CHECK(kebab_case(tree, "siteId") == "site-id");
    CHECK(kebab_case(tree, "UserPortalPort") == "user-portal-port");
    CHECK(segment_words(tree, "GenerateSelfSigned") == "generate-self-signed");
}

TEST_CASE("what is no letter or digit separates words") {
    const Tree none;
    CHECK(kebab_case(none, "a.b/c d_e") == "a-b-c-d-e");
    CHECK(kebab_case(none, "\x1b[31mred") == "31mred");
    CHECK(kebab_case(none, "--x!,y") == "x-y");
    CHECK(kebab_case(none, "\xe2\x82\xac").empty());
}

TEST_CASE("plurals become singulars as English has them") {
    const auto [plural, one] = GENERATE(values<std::pair<const char*, const char*>>({
        {"repositories", "repository"},
        {"branches", "branch"},
        {"categories", "category"},
        {"statuses", "status"},
        {"indices", "index"},
        {"data", "data"},
        {"series", "series"},
        {"addresses", "address"},
        {"boxes", "box"},
        {"databases", "database"},
        {"releases", "release"},
        {"services", "service"},
        {"caches", "cache"},
        {"houses", "house"},
        {"clauses", "clause"},
        {"viruses", "virus"},
        {"licenses", "license"},
        {"responses", "response"},
        {"analyses", "analysis"},
        {"people", "person"},
        {"children", "child"},
        {"keys", "key"},
        {"news", "news"},
        {"metadata", "metadata"},
        {"aliases", "alias"},
        {"ties", "tie"},
        {"queries", "query"},
        {"matches", "match"},
        {"status", "status"},
        {"access", "access"},
        {"sizes", "size"},
        {"bus", "bus"},
        {"vms", "vm"},
        {"knives", "knife"},
        {"wolves", "wolf"},
        {"curves", "curve"},
        {"archives", "archive"},
        {"tomatoes", "tomato"},
        {"heroes", "hero"},
        {"shoes", "shoe"},
        {"menus", "menu"},
        {"bonuses", "bonus"},
        {"lenses", "lens"},
        {"licences", "licence"},
        {"parentheses", "parenthesis"},
        {"hypotheses", "hypothesis"},
        {"expenses", "expense"},
        {"courses", "course"},
        {"alias", "alias"},
        {"bias", "bias"},
        {"canvas", "canvas"},
        {"apis", "api"},
        {"basis", "basis"},
        {"mice", "mouse"},
        {"movies", "movie"},
    }));
    CHECK(english_singular(plural) == one);
}

TEST_CASE("acronyms in the plural stay whole") {
    const Tree none;
    CHECK(kebab_case(none, "VMs") == "vms");
    CHECK(kebab_case(none, "CPUsUsed") == "cpus-used");
    CHECK(kebab_case(none, "enableURLs") == "enable-urls");
    CHECK(kebab_case(none, "RDPSession") == "rdp-session");
}

TEST_CASE("what a parameter of a path is called is no word") {
    CHECK(without_parameters("{id}:cancel") == ":cancel");
    CHECK(without_parameters("label{id}") == "label");
    CHECK(without_parameters("{a}-{b}") == "-");
    CHECK(without_parameters("plain") == "plain");
    CHECK(without_parameters("{open").empty());
}

TEST_CASE("the last word becomes singular") {
    const Tree tree = built_in_names();
    CHECK(singular(tree, "certificates") == "certificate");
    CHECK(singular(tree, "ccd-locations") == "ccd-location");
    CHECK(singular(tree, "access") == "access");
    CHECK(singular(tree, "") == "");
}

}  // namespace rasctl::catalog::compiler
