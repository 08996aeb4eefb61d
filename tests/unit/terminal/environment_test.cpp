#include "terminal/environment.hpp"

#include <catch2/catch.hpp>

using rasctl::terminal::Environment;

TEST_CASE("variables are found by name, empty ones too") {
    const Environment environment{{"HOME", "/home/me"}, {"EMPTY", ""}, {"A", "1"}, {"AB", "2"}};
    CHECK(environment.find("HOME") == "/home/me");
    CHECK(environment.find("A") == "1");
    CHECK(environment.find("AB") == "2");
    CHECK(environment.find("EMPTY") == "");
    CHECK_FALSE(environment.find_filled("EMPTY"));
    for (const char* const name : {"", "H", "HOMES", "ABC", "Z", "home"}) CHECK_FALSE(environment.find(name));
}

TEST_CASE("of a name that is there twice the first counts, as for getenv") {
    const Environment environment{{"B", "first"}, {"A", "x"}, {"B", "second"}};
    CHECK(environment.find("B") == "first");
    CHECK(environment.as_strings() == std::vector<std::string>{"A=x", "B=first"});
}

TEST_CASE("what is changed in a copy is not changed in the other") {
    const Environment before{{"B", "1"}, {"D", "2"}};
    Environment after = before;
    after.set("C", "new");
    after.set("B", "changed");
    after.unset("D");
    after.unset("nowhere");
    CHECK(after.as_strings() == std::vector<std::string>{"B=changed", "C=new"});
    CHECK(before.as_strings() == std::vector<std::string>{"B=1", "D=2"});
}
