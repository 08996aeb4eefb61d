#include "terminal/secret.hpp"

#include <catch2/catch.hpp>
#include <type_traits>

using namespace rasctl::terminal;

TEST_CASE("a secret cannot be copied by accident") {
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Secret>);
    STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Secret>);
    STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Secret>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<Secret, std::string>);
}

TEST_CASE("taking a secret overwrites where it came from") {
    std::string source = "hunter2 and a bit more than the short string holds";
    const char* const bytes = source.data();
    const std::size_t capacity = source.capacity();
    const Secret secret = Secret::taken_from(std::move(source));
    CHECK(secret.expose() == "hunter2 and a bit more than the short string holds");
    CHECK(source.empty());
    CHECK(source.capacity() == capacity);
    CHECK(std::string_view(bytes, 7) == std::string_view("\0\0\0\0\0\0\0", 7));
}

TEST_CASE("moving hands over the block") {
    Secret first("hunter2");
    const char* const block = first.expose().data();
    Secret second = std::move(first);
    CHECK(second.expose().data() == block);
    CHECK(first.empty());
    second = Secret("other");
    CHECK(second.expose() == "other");
    CHECK(second.duplicate().expose() == "other");
}

TEST_CASE("a secret grows and loses its line end") {
    Secret secret;
    for (int i = 0; i < 100; ++i) secret.append("0123456789");
    CHECK(secret.size() == 1000);
    CHECK(secret.expose().substr(990) == "0123456789");
    Secret line("pass word\r\n");
    line.strip_line_end();
    CHECK(line.expose() == "pass word");
    line.strip_line_end();
    CHECK(line.expose() == "pass word");
}

TEST_CASE("secrets compare whole") {
    CHECK(equal_secrets("abc", "abc"));
    CHECK_FALSE(equal_secrets("abc", "abd"));
    CHECK_FALSE(equal_secrets("abc", "ab"));
    CHECK(equal_secrets("", ""));
}
