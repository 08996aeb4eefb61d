// Times in farm files that are told from the start of the farm.
#include "simulator/demo/relative_time.hpp"

#include <catch2/catch.hpp>

#include "json/reader.hpp"
#include "json/writer.hpp"

using namespace rasctl;

namespace {

std::string resolved(std::string_view text) {
    auto value = json::parse(text);
    REQUIRE(value.has_value());
    simulator::resolve_relative_times(*value, 1'764'000'000);  // 2025-11-24T16:00:00Z
    return json::write(*value);
}

}  // namespace

TEST_CASE("times are told from the start of the farm") {
    CHECK(resolved(R"("now+9d")") == R"("2025-12-03T16:00:00Z")");
    CHECK(resolved(R"("now-12h")") == R"("2025-11-24T04:00:00Z")");
    CHECK(resolved(R"("now+1h30m")") == R"("2025-11-24T17:30:00Z")");
    CHECK(resolved(R"({"a":[{"b":"now+0d"}]})") == R"({"a":[{"b":"2025-11-24T16:00:00Z"}]})");
}

TEST_CASE("texts that only look like it stay as they are") {
    for (const char* text : {R"("now")", R"("today")", R"("nowhere+9d")", R"("now+")", R"("now+1 fortnight")",
                             R"("+9d")", R"("mail-now+9d")", R"("Tomorrow - the farm")"})
        CHECK(resolved(text) == text);
}
