#include "terminal/width.hpp"

#include <catch2/catch.hpp>

using namespace rasctl::terminal;

TEST_CASE("columns of text") {
    const auto [text, columns] = GENERATE(table<std::string, int>({
        {"", 0},
        {"abc", 3},
        {"日本語", 6},
        {"ｆｕｌｌ", 8},
        {"한국어", 6},
        {"e\u0301", 1},                    // e and a combining acute
        {"Z\u0351\u036b\u0343", 1},        // several combining marks
        {"\U0001F600", 2},                 // grinning face
        {"👩‍👩‍👧‍👦", 2},  // a family joined by ZWJ
        {"👍🏽", 2},                   // with a skin tone
        {"🇩🇪", 2},                         // a flag
        {"❤", 1},                          // a text symbol
        {"❤\uFE0F", 2},                    // made an emoji by VS16
        {"1\uFE0F\u20E3", 2},              // keycap
        {"a\u200bb", 2},                   // zero width space
        {"\xff\xfe", 2},                   // bytes that are no text
        {"Ünï", 3},
    }));
    INFO(text);
    CHECK(display_width(text) == columns);
}

TEST_CASE("clusters are never split") {
    CHECK(truncate_to_width("abcdef", 6) == "abcdef");
    CHECK(truncate_to_width("abcdef", 5) == "abcd…");
    CHECK(truncate_to_width("abcdef", 1) == "…");
    CHECK(truncate_to_width("abcdef", 0).empty());
    CHECK(truncate_to_width("日本語", 6) == "日本語");
    CHECK(truncate_to_width("日本語", 5) == "日本…");
    CHECK(truncate_to_width("日本語", 4) == "日…");
    CHECK(truncate_to_width("👩‍👩‍👧‍👦👍🏽x", 3) == "👩‍👩‍👧‍👦…");
    CHECK(truncate_to_width("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
    for (int columns = 1; columns < 12; ++columns) {
        CHECK(display_width(truncate_to_width("a日🇩🇪e\u0301👍🏽zz語", columns)) <= columns);
    }
}

TEST_CASE("padding counts columns, not bytes") {
    CHECK(pad("日", 4) == "日  ");
    CHECK(pad("7", 3, Align::right) == "  7");
    CHECK(pad("long", 2) == "long");
    CHECK(pad("e\u0301", 2) == "e\u0301 ");
}

TEST_CASE("wrapping breaks at spaces") {
    CHECK(wrap("one two three", 7) == "one two\nthree");
    CHECK(wrap("one two three", 9, 2) == "one two\n  three");
    CHECK(wrap("incomprehensibilities a", 5) == "incomprehensibilities\na");
    CHECK(wrap("a\nb c", 80, 2) == "a\n  b c");
    CHECK(wrap("日本 語語", 5) == "日本\n語語");
}
