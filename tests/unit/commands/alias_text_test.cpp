// What an alias comes to with the words behind it.
#include "commands/line/alias_text.hpp"

#include <catch2/catch.hpp>

namespace rasctl::commands {
namespace {

using Words = std::vector<std::string>;

Words filled(const std::string& text, const Words& behind) {
    const auto alias = read_alias("a", text);
    REQUIRE(alias.has_value());
    const auto words = fill_alias("a", alias->words, behind);
    return words ? *words : Words{"!" + words.error().why};
}

}  // namespace

TEST_CASE("an alias without places has the words behind it appended") {
    CHECK(filled("rds host list", {}) == Words{"rds", "host", "list"});
    CHECK(filled("rasctl rds host list", {"x", "-o", "json"}) ==
          Words{"rds", "host", "list", "x", "-o", "json"});
    CHECK(filled("list --jq '.[] | $x'", {}) == Words{"list", "--jq", ".[] | $x"});
}

TEST_CASE("places are filled by number, whole, and what none took is appended") {
    CHECK(filled("list --pool $1", {"a b; rm", "-q"}) == Words{"list", "--pool", "a b; rm", "-q"});
    CHECK(filled("move $2 $1", {"a", "b", "c"}) == Words{"move", "b", "a", "c"});
    CHECK(filled("x $@ y", {"a b", "c", "-q", "d"}) == Words{"x", "a b", "c", "y", "-q", "d"});
    CHECK(filled("x $@", {}) == Words{"x"});
    CHECK(filled("x $1 $@", {"a"}) == Words{"x", "a", "a"});
    CHECK(filled("x name=$1-${2}", {"a", "b"}) == Words{"x", "name=a-b"});
    CHECK(filled("x '$1'", {"$2"}) == Words{"x", "$2"});
    CHECK(filled("x \"say $@\"", {"a", "b"}) == Words{"x", "say a b"});
    CHECK(filled("x $$1 $$", {"a"}) == Words{"x", "$1", "$", "a"});
    CHECK(filled("x ${12:-z} $0 $", {}) == Words{"x", "z", "$0", "$"});
}

TEST_CASE("a place takes its default, or there is a word missing") {
    CHECK(filled("x '${1:-all of them}'", {}) == Words{"x", "all of them"});
    CHECK(filled("x ${1:-d}", {"a"}) == Words{"x", "a"});
    CHECK(filled("x ${1:-d}", {""}) == Words{"x", ""});
    CHECK(filled("x $1 $2", {"a"}) == Words{"!it takes 2 words behind it, and 1 is given"});
    CHECK(filled("x $1", {"-q"}) == Words{"!it takes 1 word behind it, and 0 are given"});
}

TEST_CASE("what can never work is told when it is read") {
    for (const char* const wrong : {"", "  ", "rasctl", "x 'y", "x ${1", "x ${1:-a b}", "x ${}", "x ${0}",
                                    "x ${100}", "x ${one}", "x ${1:x}", "!", "! "}) {
        INFO(wrong);
        CHECK_FALSE(read_alias("a", wrong).has_value());
    }
    const auto shell = read_alias("a", " !echo 'not closed");
    REQUIRE(shell.has_value());
    CHECK(shell->is_shell);
    CHECK(shell->script == "echo 'not closed");
}

}  // namespace rasctl::commands
