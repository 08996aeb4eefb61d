#include "json/flat.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
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

// Hands the text out in pieces of 1 to `largest` bytes.
TextSource pieces_of(std::string_view text, std::size_t largest, std::mt19937& random) {
    return [=, &random](std::span<char> room) mutable {
        const std::size_t wanted = std::uniform_int_distribution<std::size_t>(1, largest)(random);
        const std::size_t size = std::min({wanted, room.size(), text.size()});
        std::memcpy(room.data(), text.data(), size);
        text.remove_prefix(size);
        return size;
    };
}

TEST_CASE("plain JSON lies flat piece by piece as it does whole, and nothing else does") {
    std::mt19937 random(21);
    for (int i = 0; i < 60; ++i) {
        std::string text = "[0";
        while (text.size() < 20'000) {
            const std::string one = "[" + random_text(random) + "]";
            // One that is not plain, after all the others.
            if (Flat::read_plain(pieces_of(one, one.size(), random), 0))
                text += "," + one;
            else if (i % 2 == 1 && text.size() > 19'000)
                text += "," + one;
        }
        text += "]";
        const auto whole = Flat::read_plain(pieces_of(text, text.size(), random), text.size());
        const auto flat = Flat::read_plain(pieces_of(text, i % 3 == 0 ? 7 : 6000, random), text.size());
        REQUIRE(flat.has_value() == whole.has_value());
        CHECK((flat.has_value() || i % 2 == 1));
        if (flat) REQUIRE(to_value(flat->root()) == *parse(text));
    }
    for (const std::string& text :
         std::vector<std::string>{"", "1", "null", "a: b", "{", " \xEF\xBB\xBF{}", nested(65)})
        CHECK(!Flat::read_plain(pieces_of(text, 3, random), text.size()).has_value());
    CHECK(Flat::read_plain(pieces_of("\xEF\xBB\xBF {}", 3, random), 6).has_value());
}

TEST_CASE("what is longer than what is read at once is read whole") {
    std::mt19937 random(22);
    constexpr std::size_t size = 3U << 20U;
    const std::string blanks(size, ' ');
    const std::string plain(size, 'x');
    for (const std::string& text :
         {blanks + "{" + blanks + "\"a\"" + blanks + ":" + blanks + "true" + blanks + "}" + blanks,
          "{\"" + plain + "\":\"" + plain + "\",\"b\":[\"" + plain + "\\n" + plain + "\",1]}",
          "[\"" + plain + "\xC3\xA4" + plain + "\",\"" + plain + "\"]"}) {
        const auto flat = Flat::read_plain(pieces_of(text, size, random), 0);
        REQUIRE(flat.has_value());
        CHECK((to_value(flat->root()) == *parse(text)));
        // Cut, it is right only where what was cut off were blanks.
        const std::string_view cut = std::string_view(text).substr(0, text.size() - size / 2);
        CHECK(Flat::read_plain(pieces_of(cut, size, random), 0).has_value() == text.ends_with(' '));
    }
}

TEST_CASE("equal texts are kept once where they come piece by piece") {
    std::mt19937 random(23);
    const auto flat = Flat::read_plain(pieces_of(R"([{"a":"b"},{"a":"b"},"","\u0061"])", 5, random), 0);
    REQUIRE(flat.has_value());
    const Elements all = flat->root().as_array();
    CHECK(all[0].find("a")->as_string().data() == all[1].find("a")->as_string().data());
    CHECK((*all[0].as_object().begin()).name.data() == all[3].as_string().data());
}

TEST_CASE("more values than memory should hold are refused") {
    std::string text = "[0";
    for (int i = 0; i < 40'000'001; ++i) text += ",0";
    const auto flat = Flat::read(text + "]");
    REQUIRE(!flat.has_value());
    CHECK(flat.error().why == "it holds more than 20,000,000 values");
    std::mt19937 random(24);
    CHECK(!Flat::read_plain(pieces_of(text + "]", 1U << 20U, random), 0).has_value());
    // The same of what only the parser would read.
    const auto odd = Flat::read(" x" + text);
    REQUIRE(!odd.has_value());
    CHECK(odd.error().why == "it holds more than 20,000,000 values");
}

}  // namespace rasctl::json
