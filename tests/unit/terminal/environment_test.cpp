#include "terminal/environment.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

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

TEST_CASE("a name that is set again is there once") {
    Environment environment{{"B", "first"}, {"A", "x"}, {"B", "second"}};
    CHECK(environment.find("B") == "second");
    environment.set("A", "a=b");
    CHECK(environment.find("A") == "a=b");
    CHECK(environment.as_strings() == std::vector<std::string>{"B=second", "A=a=b"});
}

TEST_CASE("those of the process are found as getenv finds them") {
    const Environment environment = Environment::of_process();
    for (const char* const name : {"PATH", "HOME", "RASCTL_NO_SUCH_VARIABLE"}) {
        const char* const value = std::getenv(name);
        CHECK(environment.find(name) == (value ? std::optional<std::string>(value) : std::nullopt));
    }
}

TEST_CASE("what is changed in a copy is not changed in the other") {
    const Environment before{{"B", "1"}, {"D", "2"}};
    Environment after = before;
    after.set("C", "new");
    after.set("B", "changed");
    after.unset("D");
    after.unset("nowhere");
    CHECK(after.as_strings() == std::vector<std::string>{"C=new", "B=changed"});
    CHECK(before.as_strings() == std::vector<std::string>{"B=1", "D=2"});
    {
        Environment gone = after;
        gone.set("B", "of one that is gone");
        after = gone;
    }
    CHECK(after.find("B") == "of one that is gone");
}
