#include "farm/parameter_text.hpp"

#include <catch2/catch.hpp>

#include "json/reader.hpp"

using namespace rasctl;
using catalog::Style;

namespace {

std::string query_of(const char* json_text, Style style) {
    const auto value = json::parse(json_text);
    REQUIRE(value.has_value());
    std::string text;
    for (const auto& pair : farm::encoded_pairs("p q", *value, style))
        text += (text.empty() ? "" : "&") + pair.name + "=" + pair.text;
    return text;
}

}  // namespace

TEST_CASE("each style writes lists and objects its own way") {
    constexpr auto list = R"(["a b","c,d"])";
    CHECK(query_of(list, Style::apart) == "p%20q=a%20b&p%20q=c%2Cd");
    CHECK(query_of(list, Style::commas) == "p%20q=a%20b,c%2Cd");
    CHECK(query_of(list, Style::spaces) == "p%20q=a%20b%20c%2Cd");
    CHECK(query_of(list, Style::bars) == "p%20q=a%20b%7Cc%2Cd");
    constexpr auto object = R"({"x":1,"y z":{"w":[true]}})";
    CHECK(query_of(object, Style::deep) == "p%20q%5Bx%5D=1&p%20q%5By%20z%5D%5Bw%5D=true");
    CHECK(query_of(R"({"x":1,"y":"&"})", Style::apart) == "x=1&y=%26");
    CHECK(query_of(R"({"x":1,"y":"&"})", Style::commas) == "p%20q=x,1,y,%26");
    CHECK(query_of(R"({"x":1})", Style::json) == "p%20q=%7B%22x%22%3A1%7D");
}

TEST_CASE("a list of nothing is no parameter, and an empty text is one") {
    for (const Style style : {Style::apart, Style::commas, Style::spaces, Style::bars, Style::deep})
        CHECK(query_of("[]", style).empty());
    CHECK(query_of(R"("")", Style::apart) == "p%20q=");
    CHECK(query_of("[]", Style::json) == "p%20q=%5B%5D");
}

TEST_CASE("a header holds the plain value") {
    const auto list = json::parse(R"(["a b",1])"), object = json::parse(R"({"x":1,"y":true})");
    CHECK(farm::header_text(*list, Style::commas) == "a b,1");
    CHECK(farm::header_text(*object, Style::commas) == "x,1,y,true");
    CHECK(farm::header_text(*object, Style::apart) == "x=1,y=true");
    CHECK(farm::header_text(*json::parse("7"), Style::commas) == "7");
}
