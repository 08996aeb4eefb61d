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
    CHECK(wrap("日本 語 語語", 7, 1) == "日本 語\n 語語");
}

TEST_CASE("wrapping counts what stands before the text") {
    CHECK(wrap("one two three", 9, 2, 2) == "one two\n  three");
    CHECK(wrap("one two three", 9, 2, 3) == "one\n  two\n  three");
    CHECK(wrap("one two", 4, 8, 8) == "one\n        two");
}

TEST_CASE("wrapping keeps blanks but where it breaks") {
    CHECK(wrap("a  b", 80) == "a  b");
    CHECK(wrap("  a b", 3) == "  a\nb");
    CHECK(wrap("aa   bb", 4) == "aa\nbb");
    CHECK(wrap("aa  bb  ", 4) == "aa\nbb  ");
    CHECK(wrap("  long", 3) == "  long");
    CHECK(wrap("", 3).empty());
}

TEST_CASE(
    "no wrapped line is wider than asked for, but one of a single word, and none could hold the next word") {
    const std::string text = GENERATE("the quick brown fox jumps over the lazy dog and runs",
                                      "das schöne Mädchen läuft über die Straße",
                                      "a bb ccc dddd eeeee ffffff", "日本 語語 テキスト の 折り返し を 試す");
    const int columns = GENERATE(range(1, 40));
    std::string rest = wrap(text, columns), joined;
    int previous = columns;
    for (bool more = true; more;) {
        const auto end = rest.find('\n');
        const std::string line = rest.substr(0, end);
        more = end != std::string::npos;
        if (more) rest.erase(0, end + 1);
        INFO(columns << ": " << line);
        CHECK((display_width(line) <= columns || line.find(' ') == std::string::npos));
        if (!joined.empty()) CHECK(previous + 1 + display_width(line.substr(0, line.find(' '))) > columns);
        previous = display_width(line);
        joined += (joined.empty() ? "" : " ") + line;
    }
    CHECK(joined == text);
}
