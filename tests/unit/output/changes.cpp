#include <catch2/catch.hpp>

#include "json/reader.hpp"
#include "output/change_stream.hpp"
#include "output/row_changes.hpp"
#include "output/watched_table.hpp"
#include "sample_rows.hpp"

namespace {

using namespace rasctl;
using namespace rasctl::output;
using test::host_status;

std::vector<json::Value> rows(std::string_view text) {
    const json::Value list = json::parse(text).value();
    std::vector<json::Value> result;
    for (const json::Value& row : list.as_array()) result.push_back(row);
    return result;
}

constexpr std::string_view first = R"([{"id":1,"server":"a","agentState":0,"cpu":5},
    {"id":2,"server":"b","agentState":0,"cpu":5},{"id":3,"server":"c","agentState":0,"cpu":5}])";
constexpr std::string_view second = R"([{"id":1,"server":"a","agentState":0,"cpu":9},
    {"id":3,"server":"c","agentState":-2,"cpu":5},{"id":4,"server":"d","agentState":0,"cpu":5}])";

std::string changes_of(const std::vector<ChangedRow>& look) {
    std::string text;
    for (const ChangedRow& one : look) {
        text += one.row.find("id")->scalar_text() + ":" + std::string(to_string(one.change));
        if (one.before)
            for (const std::string& name : changed_members(*one.before, one.row)) text += " " + name;
        text += "\n";
    }
    return text;
}

std::string streamed(OutputOptions options) {
    std::string text;
    auto stream = ChangeStream::create(options, host_status(), [&](std::string_view piece) {
        text += piece;
        return Result<>();
    });
    if (!stream) return "error: " + stream.error().what;
    RowChanges changes(host_status());
    for (const std::string_view look : {first, second, second})
        if (auto taken = stream->take(changes.look(rows(look)), "T"); !taken) return taken.error().what;
    return text;
}

OutputOptions as(Format format, std::string columns = {}) {
    OutputOptions options;
    options.format = format;
    options.columns = std::move(columns);
    return options;
}

}  // namespace

TEST_CASE("what changed between two looks") {
    RowChanges changes(host_status());
    CHECK(changes_of(changes.look(rows(first))) == "1:listed\n2:listed\n3:listed\n");
    CHECK(changes_of(changes.look(rows(second))) == "1:changed cpu\n2:gone\n3:changed agentState\n4:new\n");
    CHECK(changes_of(changes.look(rows(second))) == "1:\n3:\n4:\n");
    CHECK(changes_of(changes.look({})) == "1:gone\n3:gone\n4:gone\n");
    CHECK(changes_of(changes.look(rows(first))) == "1:new\n2:new\n3:new\n");
}

TEST_CASE("rows without an ID, and several of one, are told apart") {
    RowChanges changes{Shape{}};
    CHECK(changes.look(rows(R"([{"x":1},{"x":1}])")).size() == 2);
    const auto look = changes.look(rows(R"([{"x":1}])"));
    REQUIRE(look.size() == 2);
    CHECK(look[0].change == Change::none);
    CHECK(look[1].change == Change::gone);
}

TEST_CASE("a watched table marks what changed, also without colour") {
    RowChanges changes(host_status());
    OutputOptions options = as(Format::table, "id,server,agentState");
    WatchedTable table(options, host_status(),
                       resolve_columns("id,server,agentState", host_status(), {}).value());
    CHECK_FALSE(table.take(changes.look(rows(first))));
    CHECK(table.render(80).text ==
          "   ID  SERVER  AGENT-STATE\n    1  a       OK\n    2  b       OK\n    3  c       OK\n");
    CHECK(table.take(changes.look(rows(second))));
    constexpr std::string_view marked =
        "   ID  SERVER  AGENT-STATE\n    1  a       OK\n-   2  b       OK\n"
        "~   3  c       DisabledFromSettings*\n+   4  d       OK\n";
    CHECK(table.render(80).text == marked);
    CHECK(table.counts().rows == 3);
    CHECK(table.counts().gone == 1);
    // Nothing new: the marks stay.
    CHECK_FALSE(table.take(changes.look(rows(second))));
    CHECK(table.render(80).text == marked);
}

TEST_CASE("changed numbers keep their place") {
    RowChanges changes(host_status());
    WatchedTable table(as(Format::table), host_status(),
                       resolve_columns("server,cpuLoad", host_status(), {}).value());
    table.take(
        changes.look(rows(R"([{"id":1,"server":"a","cpuLoad":5},{"id":2,"server":"b","cpuLoad":10}])")));
    table.take(
        changes.look(rows(R"([{"id":1,"server":"a","cpuLoad":7},{"id":2,"server":"b","cpuLoad":10}])")));
    CHECK(table.render(80).text == "   SERVER  CPU-LOAD\n~  a            *7%\n   b            10%\n");
}

TEST_CASE("a narrow watched table keeps its marks and says what it leaves out") {
    RowChanges changes(host_status());
    WatchedTable table(as(Format::table), host_status(), {});
    table.take(changes.look(rows(first)));
    table.take(changes.look(rows(second)));
    const auto narrow = table.render(20);
    CHECK(narrow.text.find("\n+") != std::string::npos);
    CHECK_FALSE(narrow.omitted.empty());
}

TEST_CASE("a stream of changes as JSON lines") {
    CHECK(streamed(as(Format::jsonl, "id,agentState")) ==
          R"({"time":"T","change":"listed","row":{"id":1,"agentState":0}}
{"time":"T","change":"listed","row":{"id":2,"agentState":0}}
{"time":"T","change":"listed","row":{"id":3,"agentState":0}}
{"time":"T","change":"gone","row":{"id":2,"agentState":0}}
{"time":"T","change":"changed","before":{"agentState":0},"row":{"id":3,"agentState":-2}}
{"time":"T","change":"new","row":{"id":4,"agentState":0}}
)");
    CHECK(streamed(as(Format::json, "id")) == streamed(as(Format::jsonl, "id")));
}

TEST_CASE("a stream of changes in the other formats") {
    CHECK(streamed(as(Format::csv, "id,agentState")) ==
          "change,id,agentState\nlisted,1,0\nlisted,2,0\nlisted,3,0\ngone,2,0\nchanged,3,-2\nnew,4,0\n");
    CHECK(streamed(as(Format::table, "id,agentState")) ==
          "CHANGE   ID  AGENT-STATE\nlisted    1  OK\nlisted    2  OK\nlisted    3  OK\n"
          "gone      2  OK\nchanged   3  DisabledFromSettings\nnew       4  OK\n");
    CHECK(streamed(as(Format::id)) == "1\n2\n3\n4\n");
    CHECK(streamed(as(Format::yaml, "id")).starts_with("---\ntime: T\nchange: listed\nrow:\n  id: 1\n---\n"));
    OutputOptions filtered = as(Format::json);
    filtered.jq = "select(.change == \"new\") | .row.server";
    CHECK(streamed(filtered) == "d\n");
}
