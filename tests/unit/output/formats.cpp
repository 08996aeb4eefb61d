#include <catch2/catch.hpp>

#include "json/reader.hpp"
#include "json/yaml.hpp"
#include "sample_rows.hpp"

namespace {

using namespace rasctl;
using namespace rasctl::output;
using test::host_status;
using test::render;
using test::text_of;

OutputOptions as(Format format) {
    OutputOptions options;
    options.format = format;
    return options;
}

constexpr std::string_view rows = R"([{"id":"12","name":"a,b","n":1E0,"x":null,"l":[1,{"y":"z"}],"e":""},
    {"id":"5","name":"say \"hi\"\n","n":12345678901234567890,"b":true,"\u540d":" lead"}])";

}  // namespace

TEST_CASE("json is lossless and streams as one array") {
    CHECK(text_of(R"([{"b":1E0,"a":[]},-0.10])", as(Format::json)) == "[{\"b\":1E0,\"a\":[]},-0.10]\n");
    CHECK(text_of("[]", as(Format::json)) == "[]\n");
    CHECK(text_of("null", as(Format::json)) == "null\n");
    CHECK(text_of("\"x\"", as(Format::json)) == "\"x\"\n");
    OutputOptions pretty = as(Format::json);
    pretty.is_terminal = true;
    CHECK(text_of(R"([{"a":1},2])", pretty) == "[\n  {\n    \"a\": 1\n  },\n  2\n]\n");
    CHECK(text_of(R"({"a":{"b":1}})", pretty) == "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n");
}

TEST_CASE("jsonl is one value a line") {
    CHECK(text_of(R"([{"a":1.0},"x",null])", as(Format::jsonl)) == "{\"a\":1.0}\n\"x\"\nnull\n");
    CHECK(text_of("[]", as(Format::jsonl)).empty());
}

TEST_CASE("yaml of a list reads back as the list") {
    const std::string text = text_of(rows, as(Format::yaml));
    CHECK(json::parse_yaml(text).value().as_array().size() == 2);
    CHECK(json::parse_yaml(text).value().as_array()[1].find("name")->as_string() == "say \"hi\"\n");
    CHECK(text_of("[]", as(Format::yaml)) == "[]\n");
    CHECK(text_of(R"({"a":"no"})", as(Format::yaml)) == "a: 'no'\n");
}

TEST_CASE("csv quotes what needs quotes and tells null from empty") {
    CHECK(text_of(rows, as(Format::csv)) ==
          "id,name,n,x,l,e,b,\xE5\x90\x8D\n"
          "12,\"a,b\",1E0,,\"[1,{\"\"y\"\":\"\"z\"\"}]\",\"\",,\n"
          "5,\"say \"\"hi\"\"\n\",12345678901234567890,,,,true,\" lead\"\n");
    OutputOptions bare = as(Format::csv);
    bare.no_headers = true;
    bare.columns = "n,id";
    CHECK(text_of(rows, bare) == "1E0,12\n12345678901234567890,5\n");
    CHECK(text_of(R"([{"a":null}])", as(Format::csv)) == "a\n\"\"\n");
    CHECK(text_of(R"(["a","b"])", as(Format::csv)) == "value\na\nb\n");
    CHECK(text_of(R"({"a":1})", as(Format::csv)) == "a\n1\n");
}

TEST_CASE("tsv escapes tabs, line ends and backslashes") {
    CHECK(text_of(R"([{"a":"x\ty","b":"c:\\d\r\n"}])", as(Format::tsv)) == "a\tb\nx\\ty\tc:\\\\d\\r\\n\n");
}

TEST_CASE("csv has the columns of the schema even without rows, and unknown fields behind them") {
    const std::string header = text_of("[]", as(Format::csv), host_status());
    CHECK(header.starts_with("id,siteId,agentState,"));
    const std::string text = text_of(R"([{"id":"1","zzz":7}])", as(Format::csv), host_status());
    CHECK(text.find(",zzz\n1,,") != std::string::npos);
    CHECK(text.ends_with(",7\n"));
    const std::string other_case = text_of(R"([{"ID":"1","SITEID":3}])", as(Format::csv), host_status());
    CHECK(other_case.starts_with(header));
    CHECK(other_case.find("\n1,3,") != std::string::npos);
}

TEST_CASE("csv keeps fields apart that are spelt nearly alike") {
    CHECK(text_of(R"([{"siteId":1},{"siteID":2,"siteId":3},{"SITEID":4}])", as(Format::csv)) ==
          "siteId,siteID\n1,\n3,2\n4,\n");
    CHECK(text_of(R"([{"a_b":1,"ab":2},{"a-b":3}])", as(Format::csv)) == "a_b,ab,a-b\n1,2,\n,,3\n");
}

TEST_CASE("a field that comes after the header is warned of once") {
    std::string text = "[";
    for (int i = 0; i < 1000; ++i) text += "{\"id\":" + std::to_string(i) + "},";
    text += R"({"id":1000,"late":1},{"id":1001,"late":2}])";
    const auto rendering = render(text, as(Format::csv));
    REQUIRE(rendering.warnings.size() == 1);
    CHECK(rendering.warnings[0].find("late") != std::string::npos);
    CHECK(rendering.text.ends_with("\n1000\n1001\n"));
}

TEST_CASE("id and name print one a line") {
    CHECK(text_of(rows, as(Format::id)) == "12\n5\n");
    CHECK(text_of(rows, as(Format::name)) == "a,b\nsay \"hi\"\\n\n");
    CHECK(text_of(R"([{"id":1,"server":"s"}])", as(Format::name), host_status()) == "s\n");
    CHECK(text_of(R"([{"ID":1}])", as(Format::name)) == "1\n");
    CHECK(text_of(R"(["a",2])", as(Format::id)) == "a\n2\n");
    CHECK(text_of(R"([{"x":1}])", as(Format::id)).starts_with("error: cannot print only the id"));
    OutputOptions quiet = as(Format::json);
    quiet.quiet = true;
    CHECK(text_of(rows, quiet) == "12\n5\n");
}

TEST_CASE("sessions print what names one of them, though each host numbers its own") {
    const auto sessions = shape_of(catalog::Catalog::built_in().command("session list")->operation(0));
    constexpr std::string_view three = R"([{"sessionID":1,"user":"ann@a","sessionHostName":"h1"},
        {"sessionID":1,"user":"ben@a","sessionHostName":"h2"},
        {"sessionID":2,"user":"ann@a","sessionHostName":"h2"}])";
    CHECK(text_of(three, as(Format::id), sessions) == "h1/1\nh2/1\n2\n");
    CHECK(text_of(three, as(Format::name), sessions) == "h1/1\nben@a\n2\n");
    OutputOptions one = as(Format::id);
    one.limit = 1;
    CHECK(text_of(three, one, sessions) == "h1/1\n");
}

TEST_CASE("control characters never reach a terminal") {
    constexpr std::string_view hostile = R"([{"id":"\u001b[31m","name":"a\u009bb\u202e"}])";
    for (const FormatName& known : format_names) {
        OutputOptions options = as(known.format);
        options.is_terminal = true;
        options.width = 80;
        const std::string text = text_of(hostile, options);
        INFO(known.name);
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK(text.find("\xC2\x9B") == std::string::npos);
        CHECK(text.find("\u202e") == std::string::npos);
        if (known.format == Format::json) CHECK(json::parse(text).value() == json::parse(hostile).value());
        if (known.format == Format::yaml)
            CHECK(json::parse_yaml(text).value() == json::parse(hostile).value());
    }
}

TEST_CASE("columns pick and order the fields of every format") {
    OutputOptions options = as(Format::json);
    options.columns = "name,l.1.y,missing";
    CHECK(text_of(rows, options) ==
          "[{\"name\":\"a,b\",\"l\":{\"1\":{\"y\":\"z\"}}},{\"name\":\"say \\\"hi\\\"\\n\"}]\n");
    options.columns = " , ";
    CHECK(text_of("[]", options).starts_with("error: --columns names no column"));
}

TEST_CASE("a field that rows of a known shape cannot have is refused") {
    for (const catalog::Schema schema : catalog::Catalog::built_in().schemas()) {
        if (!schema.complete() || schema.open() || schema.fields().size() < 2) continue;
        Shape shape;
        shape.row = schema;
        OutputOptions options = as(Format::json);
        options.columns = "no-such-field-at-all";
        CHECK(text_of("[]", options, shape) ==
              "error: unknown field \"no-such-field-at-all\": these objects have no such field");
        return;
    }
}

TEST_CASE("a field that no row has is warned of") {
    OutputOptions options = as(Format::json);
    options.columns = "nmae,id";
    options.sort = "+id";
    options.where = "idd!=7 or id>0";
    const auto rendering = render(rows, options);
    CHECK(rendering.warnings ==
          std::vector<std::string>{"--where: the catalogue does not know idd, id: compared as text",
                                   "no row has a field nmae; did you mean name?",
                                   "no row has a field idd; did you mean id?"});
    options.where.clear();
    CHECK(render("[]", options).warnings.empty());
}

TEST_CASE("a field that no row has may be one that shares a word with it, or what names the objects") {
    const auto meant = [](std::string field) {
        OutputOptions options = as(Format::json);
        options.columns = std::move(field);
        const auto rendering =
            render(R"([{"id":1,"server":"a","cpuLoad":2,"memLoad":3,"expirationDate":"","agentState":1}])",
                   options, Shape{.identity = "server"});
        REQUIRE(rendering.warnings.size() == 1);
        const std::string& line = rendering.warnings.front();
        const auto question = line.find("did you mean ");
        return question == std::string::npos ? std::string() : line.substr(question + 13);
    };
    CHECK(meant("load") == "cpu-load or mem-load?");
    CHECK(meant("expires") == "expiration-date?");
    CHECK(meant("state") == "agent-state?");
    CHECK(meant("name") == "server?");
    CHECK(meant("colour").empty());
    CHECK(meant("xy").empty());
}

TEST_CASE("a field that another command shows of the same objects is looked for there") {
    OutputOptions options = as(Format::json);
    options.where = "agentState!=OK";
    const auto shape_of_list = [](std::string_view noun) {
        const auto command = catalog::Catalog::built_in().command(std::string(noun) + " list");
        return shape_of(command.value().operation(0));
    };
    CHECK(render(rows, options, shape_of_list("halb"))
              .error.find("no row has a field agentState; 'rasctl halb status' shows it") !=
          std::string::npos);
    CHECK(render("[]", options, shape_of_list("halb")).error.empty());
    // Beside those that a table shows it is looked up; where nobody did, nothing is chosen in silence.
    CHECK(render(rows, options, shape_of_list("rds host"))
              .error.find("only 'rds host status' has agent-state") != std::string::npos);
    CHECK(render("[]", options, shape_of_list("rds host")).error.empty());
}

TEST_CASE("where, sort and limit work together") {
    OutputOptions options = as(Format::id);
    constexpr std::string_view list =
        R"([{"id":3,"n":"h10"},{"id":1,"n":"h9"},{"id":2,"n":null},{"id":4,"n":"H9"},{"id":5},{"id":6,"n":7}])";
    options.sort = "n";
    CHECK(text_of(list, options) == "6\n4\n1\n3\n2\n5\n");
    options.sort = "-n";
    CHECK(text_of(list, options) == "3\n1\n4\n6\n2\n5\n");
    options.sort = "-id";
    options.limit = 2;
    CHECK(text_of(list, options) == "6\n5\n");
    options.sort.clear();
    CHECK(text_of(list, options) == "3\n1\n");
    options.where = "id>3";
    CHECK(text_of(list, options) == "4\n5\n");
    options.limit = 0;
    CHECK(text_of(list, options).empty());
}

TEST_CASE("a limit stops the stream") {
    OutputOptions options = as(Format::jsonl);
    options.limit = 1;
    std::string text;
    auto renderer = Renderer::create(options, {}, [&](std::string_view piece) {
        text += piece;
        return Result<>();
    });
    REQUIRE(renderer.has_value());
    CHECK_FALSE(renderer->row(json::Value(1)).value());
    CHECK_FALSE(renderer->row(json::Value(2)).value());
    REQUIRE(renderer->finish().has_value());
    CHECK(text == "1\n");
}

TEST_CASE("a sink that fails ends the rendering") {
    auto renderer = Renderer::create(as(Format::jsonl), {}, [](std::string_view) -> Result<> {
        return Error{ExitCode::refused, "cannot write to stdout", "disk full"};
    });
    Result<bool> more = true;
    for (int i = 0; i < 100'000 && more; ++i) more = renderer->row(json::Value("some text"));
    REQUIRE_FALSE(more.has_value());
    CHECK(more.error().why == "disk full");
}

TEST_CASE("jq filters the whole answer") {
    OutputOptions options;
    options.jq = ".[] | .name";
    if (const auto probe = render(rows, options); probe.error.find("not installed") != std::string::npos)
        return;
    CHECK(text_of(rows, options) == "a,b\nsay \"hi\"\n\n");
    options.jq = "map(.id)";
    CHECK(text_of(rows, options) == "[\"12\",\"5\"]\n");
    options.jq = "length";
    CHECK(text_of("[]", options) == "0\n");
    options.jq = ".a.b";
    CHECK(text_of(R"({"a":{"b":{"c":[1,null]}}})", options) == "{\"c\":[1,null]}\n");
    options.jq = ".[";
    CHECK(text_of("[]", options).starts_with("error: cannot understand --jq \".[\": syntax error"));
    options.jq = ".a";
    CHECK(text_of("[1]", options) == "error: --jq failed: Cannot index array with string \"a\"");
}

TEST_CASE("an unknown format is answered with the nearest") {
    const auto format = parse_format("jsn");
    REQUIRE_FALSE(format.has_value());
    CHECK(format.error().hint == "-o json");
    CHECK(parse_format("JSONL").value() == Format::jsonl);
}
