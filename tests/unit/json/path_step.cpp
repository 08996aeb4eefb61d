#include "json/path_step.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "json/reader.hpp"
#include "json/value.hpp"

using namespace rasctl::json;

namespace {

std::vector<std::string> steps_of(std::string_view path) {
    std::vector<std::string> steps;
    while (!path.empty()) steps.push_back(take_step(path));
    return steps;
}

}  // namespace

TEST_CASE("a path is taken apart at its dots, but for those of a name") {
    CHECK(steps_of("a.b.0") == std::vector<std::string>{"a", "b", "0"});
    CHECK(steps_of(R"(a\.b.c)") == std::vector<std::string>{"a.b", "c"});
    CHECK(steps_of(R"(a\\.b)") == std::vector<std::string>{R"(a\)", "b"});
    CHECK(steps_of(R"(a\b)") == std::vector<std::string>{R"(a\b)"});
    CHECK(steps_of("a..b") == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("any name is one step, and is read back") {
    for (const char* name : {"plain", "a.b", R"(\)", R"(a\.b)", "...", "c[d]", "e f", "ü.ö"}) {
        const std::string step = path_step(name);
        std::string_view path = step;
        CHECK(take_step(path) == name);
        CHECK(path.empty());
    }
}

TEST_CASE("a value is found by the steps of its path") {
    const auto value = parse(R"({"a.b":{"c":[7]}})");
    REQUIRE(value.has_value());
    const Value* const found = at_path(*value, R"(a\.b.c.0)");
    REQUIRE(found != nullptr);
    CHECK(found->to_int64() == 7);
    CHECK(at_path(*value, "a.b") == nullptr);
}
