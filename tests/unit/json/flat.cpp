#include "json/flat.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"

namespace rasctl::json {
namespace {

// What lies flat says what the value says, however it is asked.
void check_same(const Node& node, const Value& value) {
    REQUIRE(to_value(node) == value);
    CHECK(node.scalar_text() == value.scalar_text());
    CHECK(node.to_int64() == value.to_int64());
    CHECK(node.to_double() == value.to_double());
    CHECK(node.is_null() == value.is_null());
    CHECK(node.is_array() == value.is_array());
    CHECK((node.find("a") != nullptr) == (value.find("a") != nullptr));
    if (value.is_array()) {
        REQUIRE(node.as_array().size() == value.as_array().size());
        for (std::size_t i = 0; i < value.as_array().size(); ++i)
            check_same(node.as_array()[i], value.as_array()[i]);
    } else if (value.is_object()) {
        REQUIRE(node.as_object().size() == value.as_object().size());
        for (const Member& member : value.as_object()) {
            REQUIRE(node.find(member.name));
            check_same(*node.find(member.name), *value.find(member.name));
            CHECK(node.find(member.name + "x") == nullptr);
        }
    } else {
        CHECK(node.as_array().empty());
        CHECK(node.as_object().empty());
    }
}

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

// A text of values of all kinds, whole or cut or with one byte changed.
std::string random_text(std::mt19937& random) {
    static const std::vector<std::string> parts{"{",
                                                "}",
                                                "[",
                                                "]",
                                                ",",
                                                ":",
                                                R"("a")",
                                                R"("b\n\"")",
                                                R"("\u00e4\ud83d\ude00")",
                                                "0",
                                                "-1.5",
                                                "1E400",
                                                "true",
                                                "false",
                                                "null",
                                                "\"\xC3\xA4\"",
                                                R"("")",
                                                " ",
                                                "\n",
                                                R"({"a":1,"a":2})",
                                                R"([1,2,{"":[]}])",
                                                R"("\/\b\f")",
                                                "\"\x7F\""};
    const auto below = [&](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    std::string text;
    const auto value = [&](auto&& again, int depth) -> void {
        const std::size_t kind = depth > 4 ? 2 : below(4);
        const std::size_t count = below(4);
        if (kind < 2) text += kind == 0 ? '{' : '[';
        for (std::size_t i = 0; kind < 2 && i < count; ++i) {
            if (i > 0) text += below(3) == 0 ? " , " : ",";
            if (kind == 0) text += parts[6 + below(3)] + (below(3) == 0 ? " : " : ":");
            again(again, depth + 1);
        }
        if (kind < 2) text += kind == 0 ? '}' : ']';
        if (kind >= 2) text += parts[6 + below(parts.size() - 6)];
    };
    value(value, 0);
    if (below(4) == 0 && !text.empty()) text[below(text.size())] = parts[below(parts.size())].front();
    if (below(8) == 0) text.resize(below(text.size() + 1));
    return text;
}

}  // namespace

TEST_CASE("a text lies flat as it would be parsed") {
    for (const std::string& text : std::vector<std::string>{
             "{}", "[]", " {\"a\" : [1, 2.50, -0, 1E5, true, false, null, \"x\"]} \r\n",
             R"({"a":1,"b":{"a":2},"a":3})", R"({"":{"":[]}})",
             R"(["\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00\u0000"])", "\xEF\xBB\xBF{\"a\":\"\xC3\xA4\"}",
             "[\"\x7F\xC2\x80\"]", "\"text\"", "17", "null", nested(64), nested(65), nested(256),
             "a: [1, {b: c}]", "{a: 1, b: no}", R"({"a":1} # YAML has comments)",
             "[" + std::string(100, ' ') + "]"}) {
        INFO(text);
        const auto flat = Flat::read(text);
        const auto value = parse_json_or_yaml(text);
        REQUIRE(flat.has_value());
        REQUIRE(value.has_value());
        check_same(flat->root(), *value);
        check_same(Flat::of(*value).root(), *value);
    }
}

TEST_CASE("what cannot be parsed is refused in the same words") {
    for (const std::string& text : std::vector<std::string>{
             "", " ", "{", "[1,]", R"({"a" 1})", R"({"a":1}})", "[\"\xC0\xAF\"]", R"(["\ud800"])", "[01]",
             "[1e]", "{\"a\":\"b\nc\"}", nested(257), "\xEF\xBB\xBF", "[tru]", "{1:2}\n{", "[\"a\" \"b\"]"}) {
        INFO(text);
        const auto flat = Flat::read(text);
        const auto value = parse_json_or_yaml(text);
        REQUIRE(flat.has_value() == value.has_value());
        if (!flat) CHECK(flat.error().why == value.error().why);
    }
}

TEST_CASE("random texts lie flat as they would be parsed") {
    std::mt19937 random(14);
    int right = 0;
    for (int i = 0; i < 4000; ++i) {
        const std::string text = random_text(random);
        INFO(text);
        const auto flat = Flat::read(text);
        const auto value = parse_json_or_yaml(text);
        REQUIRE(flat.has_value() == value.has_value());
        if (!flat) continue;
        ++right;
        check_same(flat->root(), *value);
    }
    CHECK(right > 1000);
}

TEST_CASE("more values than memory should hold are refused") {
    std::string text = "[0";
    for (int i = 0; i < 40'000'001; ++i) text += ",0";
    const auto flat = Flat::read(text + "]");
    REQUIRE(!flat.has_value());
    CHECK(flat.error().why == "it holds more than 20,000,000 values");
    // The same of what only the parser would read.
    const auto odd = Flat::read(" x" + text);
    REQUIRE(!odd.has_value());
    CHECK(odd.error().why == "it holds more than 20,000,000 values");
}

}  // namespace rasctl::json
