#include "text/cut.hpp"

#include <catch2/catch.hpp>

using rasctl::cut;
using rasctl::pieces_of;
using Pieces = std::vector<std::string_view>;

TEST_CASE("a text is cut at the first separator, which is in neither part") {
    std::string_view text = "a=b=c";
    CHECK(cut(text, '=') == "a");
    CHECK(text == "b=c");
    CHECK(cut(text, " =") == "b");
    CHECK(cut(text, '=') == "c");
    CHECK(text.empty());
    CHECK(cut(text, '=').empty());
}

TEST_CASE("there is one piece more than there are separators") {
    CHECK(pieces_of("a,b", ',') == Pieces{"a", "b"});
    CHECK(pieces_of("a", ',') == Pieces{"a"});
    CHECK(pieces_of("", ',') == Pieces{""});
    CHECK(pieces_of(",", ',') == Pieces{"", ""});
    CHECK(pieces_of(",,a,", ',') == Pieces{"", "", "a", ""});
}
