#include <catch2/catch.hpp>

#include "output/cell_lines.hpp"
#include "sample_rows.hpp"

namespace {

using namespace rasctl::output;
using test::host_status;
using test::render;
using test::text_of;

constexpr std::string_view hosts = R"json([
    {"id":"12","siteId":1,"agentState":0,"server":"rds-host-01.contoso.example","agentVer":"21.0 (build 25012)"},
    {"id":"13","siteId":1,"agentState":-2,"server":"rds-東京-02","agentVer":"21.0 (build 25012)"},
    {"id":"114","siteId":22,"agentState":99,"server":"h\u0301\ud83d\udc69\u200d\ud83d\ude80\u001b[31m","agentVer":null}])json";

OutputOptions table(int width, bool is_terminal = true) {
    OutputOptions options;
    options.is_terminal = is_terminal;
    options.width = width;
    return options;
}

int widest_line(const std::string& text) {
    int widest = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        widest = std::max(widest, text_width(text.substr(at, end - at)));
        at = end + 1;
    }
    return widest;
}

}  // namespace

TEST_CASE("a table aligns by display width and names enumerations") {
    CHECK(text_of(hosts, table(0, false), host_status()) ==
          std::string("ID   SERVER                       AGENT-STATE           AGENT-VER           SITE\n"
                      "12   rds-host-01.contoso.example  OK                    21.0 (build 25012)     1\n"
                      "13   rds-東京-02                  DisabledFromSettings  21.0 (build 25012)     1\n") +
              "114  h\u0301\U0001F469\u200D\U0001F680\\x1b[31m" + std::string(18, ' ') + "99" +
              std::string(42, ' ') + "22\n");
}

TEST_CASE("a table fits the terminal") {
    for (const int width : {30, 40, 60, 80, 120, 200}) {
        const auto rendering = render(hosts, table(width), host_status());
        INFO(rendering.text);
        CHECK(widest_line(rendering.text) <= width);
        CHECK(rendering.text.find("SERVER") != std::string::npos);
        CHECK(rendering.warnings.empty() == (width >= 80));
    }
}

TEST_CASE("nothing is broken or left out off a terminal") {
    const std::string text = text_of(hosts, table(40, false), host_status());
    CHECK(text == text_of(hosts, table(0, false), host_status()));
}

TEST_CASE("a table can do without headers and with none of the default columns") {
    OutputOptions options = table(0, false);
    options.no_headers = true;
    CHECK(text_of(R"([{"id":"1","server":"a"}])", options, host_status()) == "1   a\n");
    CHECK(text_of(R"([{"x":1,"y":[1],"z":"t"}])", table(0, false), host_status()) == "X  Z\n1  t\n");
    CHECK(text_of("[]", table(0, false), host_status()) == "ID  SERVER  AGENT-STATE  AGENT-VER  SITE\n");
    CHECK(text_of("[]", table(0, false)).empty());
    CHECK(text_of("null", table(0, false)).empty());
    CHECK(text_of(R"(["b","a"])", table(0, false)) == "VALUE\nb\na\n");
    CHECK(text_of("\"x\\u001by\"", table(0, false)) == "x\\x1by\n");
}

TEST_CASE("columns can be added to the default ones and taken away") {
    OutputOptions options = table(0, false);
    options.columns = "+enabled,-agentVer,-site";
    CHECK(text_of(R"([{"id":"1","enabled":true,"agentState":0,"server":"s"}])", options, host_status()) ==
          "ID  SERVER  AGENT-STATE  ENABLED\n1   s       OK           yes\n");
}

TEST_CASE("states are coloured by what they mean") {
    OutputOptions options = table(100);
    options.color = true;
    options.columns = "id,agentState";
    const std::string text = text_of(hosts, options, host_status());
    CHECK(text.find("\x1b[1mAGENT-STATE\x1b[0m") != std::string::npos);
    CHECK(text.find("\x1b[32mOK\x1b[0m") != std::string::npos);
    CHECK(text.find("  99\n") != std::string::npos);
}

TEST_CASE("wide shows every field, as blocks where a line is too short") {
    OutputOptions options = table(0, false);
    options.format = Format::wide;
    const std::string text =
        text_of(R"([{"id":"1","server":"s","unknown":{"a":1}}])", options, host_status());
    CHECK(text == "ID  SERVER  UNKNOWN\n1   s       {\"a\":1}\n");
    OutputOptions narrow = table(40);
    narrow.format = Format::wide;
    const std::string blocks = text_of(hosts, narrow, host_status());
    CHECK(blocks.starts_with("id           12\nsite-id      1\nagent-state  OK\n"));
    CHECK(widest_line(blocks) <= 40);
}

TEST_CASE("an object is shown as fields, sections and sub-tables") {
    constexpr std::string_view object =
        R"({"id":7,"userPortal":{"enabled":true,"deep":{"n":1}},"empty":null,"none":[],
        "disks":[{"name":"a","size":1},{"name":"bb","size":200}],"names":["x","y"],"blank":{"a":null}})";
    CHECK(text_of(object, table(80)) ==
          "id     7\nnames  x, y\n\nuser-portal\n  enabled  yes\n\nuser-portal.deep\n  n  1\n\n"
          "disks\n  NAME  SIZE\n  a        1\n  bb     200\n");
    OutputOptions wide = table(80);
    wide.format = Format::wide;
    CHECK(text_of(R"({"a":null,"b":""})", wide) == "a\nb\n");
    OutputOptions picked = table(80);
    picked.columns = "user-portal.enabled,id";
    CHECK(text_of(object, picked) == "user-portal.enabled  yes\nid                   7\n");
}

TEST_CASE("long values continue under themselves on a terminal") {
    constexpr std::string_view object = R"({"id":1,"text":"one two three four five six seven eight nine"})";
    CHECK(text_of(object, table(32)) ==
          "id    1\ntext  one two three four five\n      six seven eight nine\n");
    CHECK(text_of(object, table(32, false)) ==
          "id    1\ntext  one two three four five six seven eight nine\n");
}

TEST_CASE("lines break at good places") {
    CHECK(break_lines("DisabledFromSettings", 14) == std::vector<std::string>{"DisabledFrom", "Settings"});
    CHECK(break_lines("a b", 1) == std::vector<std::string>{"a", "b"});
    CHECK(break_lines("", 5) == std::vector<std::string>{""});
    CHECK(break_lines("東京東京", 5) == std::vector<std::string>{"東京", "東京"});
    CHECK(break_lines("abcdefghij", 4, 2) == std::vector<std::string>{"abcd", "efg…"});
    CHECK(break_lines("東", 1).size() == 1);
}
