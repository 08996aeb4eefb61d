#include "json/yaml.hpp"

#include <catch2/catch.hpp>

#include "json/reader.hpp"
#include "json/writer.hpp"

namespace {

using namespace rasctl::json;

std::string yaml_of(std::string_view json) {
    return write_yaml(parse(json).value());
}

std::string json_of(std::string_view yaml) {
    const auto value = parse_yaml(yaml);
    return value ? write(*value) : "error: " + value.error().why;
}

// Strings that some YAML parser takes for something else when they stand plain, or that plain text cannot
// hold.
const std::vector<std::string> hostile_strings{"",
                                               " ",
                                               "  lead",
                                               "trail ",
                                               "\t",
                                               "a\tb",
                                               "\n",
                                               "a\nb",
                                               "a\n\nb\n",
                                               "\r",
                                               "a\r\nb",
                                               "no",
                                               "No",
                                               "NO",
                                               "n",
                                               "y",
                                               "Y",
                                               "yes",
                                               "on",
                                               "off",
                                               "On",
                                               "true",
                                               "True",
                                               "false",
                                               "null",
                                               "Null",
                                               "~",
                                               "nan",
                                               ".nan",
                                               ".NaN",
                                               "inf",
                                               ".inf",
                                               "-.inf",
                                               "+.inf",
                                               "0",
                                               "-0",
                                               "+1",
                                               "1e3",
                                               "1E3",
                                               "1.5e+3",
                                               "1_000",
                                               "0x1F",
                                               "0o7",
                                               "0b1",
                                               "017",
                                               "08",
                                               "1.",
                                               ".5",
                                               "12:30",
                                               "12:30:45",
                                               "190:20:30",
                                               "2001-01-01",
                                               "2001-12-14t21:59:43.10-05:00",
                                               "=",
                                               "<<",
                                               "-",
                                               "--",
                                               "---",
                                               "--- a",
                                               "...",
                                               "?",
                                               "? a",
                                               ":",
                                               "a: b",
                                               "a:",
                                               ":a",
                                               "#",
                                               "a #b",
                                               "a#b",
                                               "&a",
                                               "*a",
                                               "!a",
                                               "!!str a",
                                               "|",
                                               ">",
                                               "%a",
                                               "@a",
                                               "`a",
                                               "'",
                                               "''",
                                               "\"",
                                               "\\",
                                               "a'b",
                                               "{",
                                               "}",
                                               "[",
                                               "]",
                                               "{a: 1}",
                                               "[1]",
                                               ",",
                                               "a, b",
                                               "\x01",
                                               "\x1B[31m",
                                               "\x7F",
                                               std::string("a\0b", 3),
                                               "\xC2\x85",
                                               "a\xE2\x80\xA8z",
                                               "\xE2\x80\xA9",
                                               "\xEF\xBB\xBF",
                                               "x\xEF\xBB\xBF",
                                               "\xC2\xA0",
                                               "\xEF\xBF\xBE",
                                               "\xEF\xBF\xBD",
                                               "\xF0\x9F\x98\x80",
                                               "z\xC3\xBCrich",
                                               "\xE6\x97\xA5\xE6\x9C\xAC",
                                               "C:\\Program Files\\x",
                                               "10.0.0.1",
                                               "fe80::1",
                                               "user@example.com",
                                               "DC=example,DC=com",
                                               "a  b",
                                               "a\\nb"};

}  // namespace

TEST_CASE("hostile strings survive YAML as values, keys and elements") {
    for (const std::string& text : hostile_strings) {
        Object object;
        object.append("value", Value(text));
        object.append(text + "!", Value(Array{Value(text), Value(Array{Value(text)})}));
        if (text != "value") object.append(text, Value(1));
        for (const Value& value : {Value(object), Value(Array{Value(object), Value(text)}), Value(text)}) {
            const std::string yaml = write_yaml(value);
            INFO(yaml);
            const auto back = parse_yaml(yaml);
            REQUIRE(back.has_value());
            CHECK(*back == value);
        }
    }
}

TEST_CASE("words that are not plainly text are quoted") {
    CHECK(yaml_of(R"(["no","OK","1e3","Running","2001-01-01","=","","a b","a: b"])") ==
          "- 'no'\n- OK\n- '1e3'\n- Running\n- '2001-01-01'\n- '='\n- ''\n- a b\n- 'a: b'\n");
    CHECK(yaml_of(R"({"y":"a\nb","x":[],"z":{}})") == "'y': \"a\\nb\"\nx: []\nz: {}\n");
}

TEST_CASE("what only an escape can say stands in double quotes") {
    CHECK(write_yaml(Value(std::string_view("\0\x1b\"\\\x7f", 5))) == "\"\\0\\e\\\"\\\\\\x7F\"\n");
    CHECK(write_yaml(Value("\xC2\x85\xE2\x80\xA8\xE2\x80\xA9\xEF\xBB\xBF")) == "\"\\N\\L\\P\\uFEFF\"\n");
    CHECK(write_yaml(Value("\xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80")) ==
          "\"\xC3\xA9 \xE4\xB8\xAD \\U0001F600\"\n");
}

TEST_CASE("keys that are long or of several lines stand by themselves") {
    const std::string longest(128, 'k'), longer(129, 'k');
    for (const std::string& key : {longest, longer, std::string("a\nb")}) {
        Object inner, object;
        inner.append("a", Value(Array{Value(1), Value(2)}));
        object.append(key, Value(inner));
        object.append(key + "s", Value(Array{Value(inner), Value(inner)}));
        object.append(key + "?", Value());
        const std::string yaml = write_yaml(Value(Array{Value(object)}));
        INFO(yaml);
        CHECK(yaml.starts_with("- ? ") == (key != longest));
        const auto back = parse_yaml(yaml);
        REQUIRE(back.has_value());
        CHECK(*back == Value(Array{Value(object)}));
    }
}

TEST_CASE("numbers are spelt for both YAML versions") {
    CHECK(yaml_of("[1,-0,1E0,1e5,1.5e-3,1E+2,12345678901234567890,0.10]") ==
          "- 1\n- -0\n- 1.0E+0\n- 1.0e+5\n- 1.5e-3\n- 1.0E+2\n- 12345678901234567890\n- 0.10\n");
}

TEST_CASE("a member that occurs twice is written once") {
    CHECK(yaml_of(R"({"a":1,"b":2,"a":3})") == "a: 3\nb: 2\n");
}

TEST_CASE("text that is no UTF-8 is written all the same") {
    CHECK(write_yaml(Value("a\xFF")) == "\"a?\"\n");
}

TEST_CASE("a sequence is written element by element") {
    YamlWriter writer;
    std::string text;
    for (int i = 0; i < 3; ++i) {
        Object object;
        object.append("id", Value(i));
        writer.append(Value(object));
        text += writer.take();
    }
    writer.finish();
    text += writer.take();
    CHECK(text == "- id: 0\n- id: 1\n- id: 2\n");
    YamlWriter nothing;
    nothing.finish();
    CHECK(nothing.take() == "[]\n");
}

TEST_CASE("YAML is read by the core schema of 1.2") {
    CHECK(json_of("a: yes\nb: no\nc: true\nd: ~\ne:\nf: 'null'") ==
          R"({"a":"yes","b":"no","c":true,"d":null,"e":null,"f":"null"})");
    CHECK(json_of("[0x1F, 0o17, 017, +5, .5, 1., 1e3, -0, 12:30, 2001-01-01, 1_000, 0b1, -00, 1E5, 0.10]") ==
          R"([31,15,17,5,0.5,1.0,1e3,-0,"12:30","2001-01-01","1_000","0b1",-0,1E5,0.10])");
    CHECK(json_of("1: a\ntrue: b\n~: c\n") == R"({"1":"a","true":"b","~":"c"})");
    CHECK(json_of("a: &x {b: 1}\nc: *x") == R"({"a":{"b":1},"c":{"b":1}})");
    CHECK(json_of("a: |\n  x\n  y\nb: >\n  x\n  y\n") == R"({"a":"x\ny\n","b":"x y\n"})");
    CHECK(json_of("\xEF\xBB\xBF"
                  "a: 1") == R"({"a":1})");
    CHECK(json_of("--- 1\n...\n") == "1");
}

TEST_CASE("YAML that JSON cannot hold is refused with its place") {
    CHECK(json_of("a: 1\nb: 2\na: 3") == "error: line 3, column 1: \"a\" occurs twice");
    CHECK(json_of("a: !!python/object x") ==
          "error: line 1, column 4: the tag tag:yaml.org,2002:python/object is not supported");
    CHECK(json_of("a: &x {b: 1}\n<<: *x") == "error: line 2, column 1: merge keys (<<) are not supported");
    CHECK(json_of("a: 1e99999999999") == "error: line 1, column 4: JSON has no number 1e99999999999");
    CHECK(json_of("a: .inf") == "error: line 1, column 4: JSON has no number .inf");
    CHECK(json_of("? [a]\n: 1") == "error: line 1, column 3: a key must be text, not a list or map");
    CHECK(json_of("a: 1\n---\nb: 2").starts_with("error: line 2, column"));
    CHECK(json_of("") == "error: line 1, column 1: it holds no value");
    CHECK(json_of("a: *b") == "error: line 1, column 4: no anchor &b before this alias");
    CHECK(json_of("&a [*a]") == "error: line 1, column 5: no anchor &a before this alias");
    CHECK(json_of("a: b: c").starts_with("error: line 1"));
    CHECK(json_of("a: \xFF").starts_with("error: "));
    CHECK(json_of(std::string("a: 1\0b", 6)).starts_with("error: "));
    CHECK(json_of(std::string(300, '[')).find("nested over 256") != std::string::npos);
    CHECK(json_of(std::string(100000, '[')).find("nested over 256") != std::string::npos);
}

TEST_CASE("aliases cannot blow up") {
    std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1) + ",";
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int n = 0; n < 9; ++n) bomb += before;
        bomb += "]\n";
    }
    CHECK(json_of(bomb).find("expand to too much") != std::string::npos);
}

TEST_CASE("the first character tells JSON from YAML") {
    CHECK(write(parse_json_or_yaml(" {\"a\":1E0,\"b\":\"\\ud83d\\ude00\"}").value()) ==
          "{\"a\":1E0,\"b\":\"\xF0\x9F\x98\x80\"}");
    CHECK(write(parse_json_or_yaml("{a: 1, b: [x]}").value()) == R"({"a":1,"b":["x"]})");
    CHECK(write(parse_json_or_yaml("a: 1").value()) == R"({"a":1})");
    const auto bad = parse_json_or_yaml("{\"a\":");
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().what == "cannot read the JSON");
    CHECK(bad.error().exit_code == rasctl::ExitCode::usage);
}
