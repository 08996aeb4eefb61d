#include "terminal/guard.hpp"

#include <catch2/catch.hpp>

#include "terminal/output.hpp"
#include "terminal/sanitize.hpp"

using namespace rasctl::terminal;

TEST_CASE("only colours and links of ours pass the guard") {
    const std::string colour = "\x1b[1;31mred\x1b[0m", link = "\x1b]8;;https://a/b\x1b\\text\x1b]8;;\x1b\\";
    CHECK(guarded(colour, {.colour = true}) == colour);
    CHECK(guarded(colour, {}) == "\\x1b[1;31mred\\x1b[0m");
    CHECK(guarded(link, {.colour = true, .links = true}) == link);
    CHECK(guarded(link, {.colour = true}).find('\x1b') == std::string::npos);
    for (const std::string hostile :
         {"\x1b[2J", "\x1b]0;title\x07", "\x1b", "\x1b[", "\x1b[31", "\x1b[?25l", "\x1b]8;;a\x1b[2Jb\x1b\\",
          "\x1b]8;;a\nb\x1b\\", "\x1bP+q\x1b\\", "\x1b]8;;a", "\x1b\\", "a\x1b\x1b[2J"}) {
        INFO(hostile);
        std::string shown = guarded(hostile, {.colour = true, .links = true});
        // What is left of a link's end commands nothing.
        CHECK(shown.find("\x1b[2") == std::string::npos);
        CHECK(shown.find("\x1b]0") == std::string::npos);
        CHECK(shown.find('\x07') == std::string::npos);
        CHECK(shown.find("\x1b[?") == std::string::npos);
    }
    CHECK(guarded("a\n\tb", {}) == "a\n\tb");
    CHECK(guarded("a\rb", {}) == "a\\rb");
}

TEST_CASE("a character in two pieces is one") {
    const std::string text = "añ日本😀z";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Output out = Output::to_memory();
        out.set_guard({});
        REQUIRE(out.write(text.substr(0, cut)).has_value());
        REQUIRE(out.write(text.substr(cut)).has_value());
        CHECK(out.text() == text);
    }
    CHECK(unfinished_size("a\xe6\x97") == 2);
    CHECK(unfinished_size("a\xe6\x97\xa5") == 0);
    CHECK(unfinished_size("\xff") == 1);
    CHECK(unfinished_size("") == 0);
}

TEST_CASE("what has no width is shown, but where a script needs it") {
    for (const std::string code : {"\u200b", "\u200c", "\u200d", "\u2060", "\u2061", "\u2064", "\u00ad",
                                   "\u034f", "\u180e", "\u3164", "\U000e0041", "\U000e0001", "\ufff0"}) {
        CHECK(sanitize("a" + code + "b").find("\\u") == 1);
        CHECK(sanitize(code).front() == '\\');
    }
    CHECK(sanitize("\U000e0041") == "\\udb40\\udc41");
    CHECK(is_safe("می‌خواهم"));
    CHECK(is_safe("क्‍ष"));
    CHECK(is_safe("👩‍👩‍👧 ❤️ 🧑🏽‍💻"));
    CHECK_FALSE(is_safe("gw\u200d日"));
}
