// Names for numbers, measures for people, and fields of another list.
#include "output/looked_up.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <ctime>

#include "catalog/catalog.hpp"
#include "catalog/hour_plan.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "output/measure.hpp"
#include "output/renderer.hpp"

namespace {

using namespace rasctl;
using namespace rasctl::output;

json::Value read(std::string_view text) {
    auto value = json::parse(text);
    REQUIRE(value.has_value());
    return std::move(*value);
}

Shape shape_of_list(std::string_view command) {
    const auto found = catalog::Catalog::built_in().command(command);
    REQUIRE(found.has_value());
    return shape_of(found->operation(0));
}

struct Rendering {
    std::string text;
    Lookups wanted;
};

// Two sites and the status of one host are known.
Rendering render(std::string_view command, std::string_view rows, OutputOptions options, bool known = true) {
    Rendering done;
    auto renderer = Renderer::create(options, shape_of_list(command), [&](std::string_view bytes) {
        done.text += bytes;
        return Result<>();
    });
    REQUIRE(renderer.has_value());
    done.wanted = renderer->lookups_before();
    if (known) renderer->looked_up().set_names("Site", {{"1", "London"}, {"2", "Paris"}});
    REQUIRE(renderer->value(read(rows)).has_value());
    const auto after = renderer->lookups();
    REQUIRE(after.has_value());
    if (done.wanted.empty()) done.wanted = *after;
    if (known)
        renderer->looked_up().set_rows("status",
                                       {{"7", read(R"({"id":"7","agentState":0,"activeSessions":12})")}});
    REQUIRE(renderer->finish().has_value());
    return done;
}

constexpr std::string_view hosts =
    R"([{"id":7,"server":"rdsh1","siteId":1},{"id":8,"server":"rdsh2","siteId":3}])";

}  // namespace

TEST_CASE("a table shows names for the objects that its rows refer to, and fields of the status") {
    const auto done = render("rds host list", hosts, {});
    CHECK(done.wanted.kinds == std::set<std::string>{"Site"});
    CHECK(done.wanted.verbs == std::set<std::string>{"rds pool", "status"});
    INFO(done.text);
    CHECK(done.text.find("SITE-ID") == std::string::npos);
    CHECK(done.text.find("rdsh1   OK                        12") != std::string::npos);
    CHECK(done.text.find(" London\n") != std::string::npos);
    CHECK(done.text.find(" 3\n") != std::string::npos);
}

TEST_CASE("what cannot be looked up stays a number, and the other list's columns are left out") {
    const auto done = render("rds host list", hosts, {}, false);
    CHECK(done.text.find("AGENT-STATE") == std::string::npos);
    CHECK(done.text.find("rdsh1") != std::string::npos);
    CHECK(done.text.find("London") == std::string::npos);
}

TEST_CASE("wide shows the name and the ID") {
    OutputOptions wide;
    wide.format = Format::wide;
    CHECK(render("rds host list", hosts, wide).text.find("London (1)") != std::string::npos);
}

TEST_CASE("only the columns that are shown are looked up") {
    OutputOptions options;
    options.columns = "id,server";
    CHECK(render("rds host list", hosts, options).wanted.empty());
    CHECK(render("rds host list", R"([{"id":7,"siteId":0}])", {}).wanted.kinds.empty());
    CHECK(render("rds host list", "[]", {}).wanted.empty());
}

TEST_CASE("formats for programs have names only when they are asked for") {
    OutputOptions options;
    options.format = Format::json;
    const auto plain = render("rds host list", hosts, options);
    CHECK(plain.wanted.empty());
    CHECK(plain.text == std::string(hosts) + "\n");
    options.names = true;
    options.columns = "id,site";
    const auto named = render("rds host list", hosts, options);
    CHECK(named.wanted.kinds == std::set<std::string>{"Site"});
    CHECK(named.text == "[{\"id\":7,\"siteId\":\"London\"},{\"id\":8,\"siteId\":3}]\n");
    OutputOptions ids = options;
    ids.format = Format::id;
    CHECK(render("rds host list", hosts, ids).wanted.empty());
    OutputOptions csv = options;
    csv.format = Format::csv;
    csv.columns = "id,agentState";
    CHECK(render("rds host status", R"([{"id":"7","agentState":0}])", csv).text == "id,agentState\n7,OK\n");
}

TEST_CASE("durations, sizes and colours are shown exactly") {
    const catalog::Unit seconds{catalog::Quantity::time, 1000, "seconds"};
    const catalog::Unit minutes{catalog::Quantity::time, 60'000, "minutes"};
    const catalog::Unit megabytes{catalog::Quantity::size, 1024 * 1024, "MB"};
    CHECK(measure_text("90", seconds) == "1m30s");
    CHECK(measure_text("25", minutes) == "25m");
    CHECK(measure_text("1500", minutes) == "1d1h");
    CHECK(measure_text("0", seconds) == "0");
    CHECK(measure_text("20480", megabytes) == "20 GB");
    CHECK(measure_text("1500", megabytes) == "1500 MB");
    for (const char* odd : {"-1", "1.5", "", "1E3", "99999999999999999999", "9223372036854775807"})
        CHECK_FALSE(measure_text(odd, minutes).has_value());
    CHECK(colour_text("26808") == "#0068B8");
    CHECK_FALSE(colour_text("16777216").has_value());
    CHECK_FALSE(colour_text("-1").has_value());
}

TEST_CASE("hours are read and shown as spans") {
    using catalog::hours_of;
    using catalog::hours_text;
    CHECK(hours_text(*hours_of("07:00-18:00")) == "07:00-18:00");
    CHECK(hours_text(*hours_of("7-12") | *hours_of("13:00-18")) == "07:00-12:00, 13:00-18:00");
    CHECK(hours_text(*hours_of("22-6")) == "00:00-06:00, 22:00-24:00");
    CHECK(hours_text(*hours_of("20-24")) == "20:00-24:00");
    CHECK(hours_text(*hours_of("0-24")) == "all");
    CHECK(hours_of("All") == 0xFFFFFF);
    CHECK(hours_of("none") == 0);
    for (const char* odd :
         {"", "7", "7-", "-7", "7-7", "24-3", "07:30-18:00", "7-25", "a-b", "007-9", "1-2-3"}) {
        INFO(odd);
        CHECK_FALSE(hours_of(odd).has_value());
    }
    for (int from = 0; from < 24; ++from)
        for (int to = 1; to <= 24; ++to)
            if (from < to)
                CHECK(hours_text(*hours_of(std::to_string(from) + "-" + std::to_string(to))).find(',') ==
                      std::string::npos);
}

TEST_CASE("the end of something tells how far it is") {
    const std::time_t now = 1'764'000'000;  // 2025-11-24T16:00:00Z
    CHECK(distance_text("2025-12-24T16:00:00Z", now) == "in 30 days");
    CHECK(distance_text("2025-11-25T17:00:00", now) == "in 1 day");
    CHECK(distance_text("2025-11-24T20:00:00Z", now) == "within a day");
    CHECK(distance_text("2025-11-24T15:00:00Z", now) == "less than a day ago");
    CHECK(distance_text("2025-11-20T16:00:00+00:00", now) == "4 days ago");
    CHECK_FALSE(distance_text("soon", now).has_value());
}

TEST_CASE("a moment is shown in the zone that is asked for, and any other text as it is") {
    const std::string zone = std::getenv("TZ") ? std::getenv("TZ") : "";
    ::setenv("TZ", "CET-1", 1);
    ::tzset();
    CHECK(moment_text("2026-11-24T15:04:05Z", Times::local) == "2026-11-24 16:04:05");
    CHECK(moment_text("2026-11-24T15:04:05.123+02:00", Times::utc) == "2026-11-24 13:04:05Z");
    CHECK(moment_text("2026-12-31T23:30:00Z", Times::local) == "2027-01-01 00:30:00");
    for (const char* odd : {"2026-11-24T15:04:05", "2026-13-24T15:04:05Z", "yesterday", "", "2026-11-24",
                            "2026-11-24T15:04:05Zx", "2026-11-24T15:04:05+1:00"})
        CHECK_FALSE(moment_text(odd, Times::local).has_value());
    CHECK_FALSE(moment_text("2026-11-24T15:04:05Z", Times::as_sent).has_value());
    if (zone.empty())
        ::unsetenv("TZ");
    else
        ::setenv("TZ", zone.c_str(), 1);
    ::tzset();
}
