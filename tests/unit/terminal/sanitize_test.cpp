#include "terminal/sanitize.hpp"

#include <catch2/catch.hpp>

using rasctl::terminal::is_safe;
using rasctl::terminal::LineEnds;
using rasctl::terminal::sanitize;

TEST_CASE("ordinary text stays as it is") {
    const auto* const text =
        GENERATE("", "gateway-1", "Ünïcode 日本語", "a\\b", "👩‍👩‍👧", "DOMAIN\\user");
    CHECK(sanitize(text) == text);
    CHECK(is_safe(text));
}

TEST_CASE("what a terminal would obey becomes visible") {
    CHECK(sanitize("a\x1b[2Jb") == "a\\x1b[2Jb");
    CHECK(sanitize("a\nb\r\tc") == "a\\nb\\r\\tc");
    CHECK(sanitize(std::string("nul\0!", 5)) == "nul\\x00!");
    CHECK(sanitize("\x7f") == "\\x7f");
    CHECK(sanitize("\xc2\x9b"
                   "31m") == "\\u009b31m");
    CHECK_FALSE(is_safe("\a"));
}

TEST_CASE("what makes text read other than it is becomes visible") {
    CHECK(sanitize("a\u202eb") == "a\\u202eb");
    for (const std::string code :
         {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e",
          "\u200f", "\u061c", "\u2028", "\u2029", "\ufeff"}) {
        CHECK(sanitize(code).front() == '\\');
    }
}

TEST_CASE("bytes that are no UTF-8 are shown as bytes") {
    CHECK(sanitize("a\xff\xfe z") == "a\\xff\\xfe z");
    CHECK(sanitize("cut \xe6\x97") == "cut \\xe6\\x97");
    CHECK(sanitize("\xc0\xaf") == "\\xc0\\xaf");
    CHECK(sanitize("\xed\xa0\x80") == "\\xed\\xa0\\x80");
}

TEST_CASE("text of several lines may keep them") {
    CHECK(sanitize("a\n\tb\x1b", LineEnds::keep) == "a\n\tb\\x1b");
    CHECK(sanitize("a\rb", LineEnds::keep) == "a\\rb");
    CHECK(is_safe("a\nb", LineEnds::keep));
}
