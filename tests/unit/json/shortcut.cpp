#include <catch2/catch.hpp>
#include <memory>
#include <numeric>
#include <random>

#include "json/reader.hpp"
#include "json/writer.hpp"

namespace {

using namespace rasctl;
using namespace rasctl::json;

struct Reading {
    std::vector<std::string> elements;  // as write() gives them
    std::string error;
    std::size_t as_text = 0;  // how many came as they stand
};

enum class As { values, text, members };

// Asks for all members, and makes the object of them again.
StreamReader::Wishes all_members(std::vector<std::string>& elements) {
    StreamReader::Wishes wishes;
    const auto names = std::make_shared<std::vector<std::string>>();
    wishes.places = [names](std::span<const std::string> those) {
        names->assign(those.begin(), those.end());
        std::vector<std::size_t> places(those.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
        places.push_back(StreamReader::no_place);
        return places;
    };
    wishes.on_members = [names, &elements](std::span<const std::string_view> texts) -> Result<bool> {
        Object object;
        for (std::size_t i = 0; i < names->size(); ++i) object.append((*names)[i], parse(texts[i]).value());
        CHECK(texts.size() == names->size() + 1);
        CHECK(texts.back().empty());
        elements.push_back(write(object));
        return true;
    };
    return wishes;
}

Reading read_in_pieces(std::string_view text, std::size_t piece, As as) {
    Reading reading;
    StreamReader::Wishes wishes;
    if (as == As::members) wishes = all_members(reading.elements);
    if (as == As::text)
        wishes.on_text = [&](std::string_view element) -> Result<bool> {
            reading.elements.emplace_back(element);
            ++reading.as_text;
            return true;
        };
    StreamReader reader(
        [&](Value&& element) -> Result<bool> {
            reading.elements.push_back(write(element));
            return true;
        },
        std::move(wishes));
    for (std::size_t at = 0; at < text.size() && reading.error.empty(); at += piece)
        if (auto written = reader.write(text.substr(at, piece)); !written)
            reading.error = written.error().why;
    if (!reading.error.empty()) return reading;
    auto rest = reader.finish();
    if (!rest)
        reading.error = rest.error().why;
    else if (!reader.is_array())
        reading.elements.push_back("whole " + write(*rest));
    return reading;
}

// A reader that hands no elements on takes no short way either.
Result<Value> parsed_the_long_way(std::string_view text) {
    StreamReader reader(nullptr);
    if (auto written = reader.write(text); !written) return written.error();
    return reader.finish();
}

// What a parser that knows no short way makes of the whole.
Reading judge(const std::string& text) {
    Reading reading;
    auto whole = parsed_the_long_way(text);
    if (!whole) {
        reading.error = whole.error().why;
    } else if (whole->is_array()) {
        for (const Value& element : whole->as_array()) reading.elements.push_back(write(element));
    } else {
        reading.elements.push_back("whole " + write(*whole));
    }
    return reading;
}

// The parser itself words some errors by where the pieces end.
enum class Errors { alike, at_all };

void agree(const std::string& text, Errors errors = Errors::alike) {
    const Reading expected = judge(text);
    const auto at_once = parse(text), the_long_way = parsed_the_long_way(text);
    INFO("text: " << text);
    CHECK(at_once.has_value() == the_long_way.has_value());
    if (at_once && the_long_way) CHECK(*at_once == *the_long_way);
    for (const std::size_t piece :
         {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, std::size_t{1000}}) {
        for (const As as : {As::values, As::text, As::members}) {
            const Reading reading = read_in_pieces(text, piece, as);
            INFO("text: " << text << ", pieces of " << piece << ", " << static_cast<int>(as));
            if (errors == Errors::alike) CHECK(reading.error == expected.error);
            CHECK(reading.error.empty() == expected.error.empty());
            if (expected.error.empty()) CHECK(reading.elements == expected.elements);
        }
    }
}

}  // namespace

TEST_CASE("the short way and the parser read the same") {
    for (const char* text : {"[]",
                             " [ ] ",
                             "[1,2]",
                             "[1 , 2 ]\n",
                             "[1,2]x",
                             "[]x",
                             "[1,2],",
                             "[,1]",
                             "[1,]",
                             "[1 2]",
                             "[1",
                             "[",
                             "",
                             "[[1,[2]],{\"a\":[]}]",
                             "[{\"a\":1,\"a\":2}]",
                             "[\"\\u00e9\\uD83D\\uDE00\\n\\/\"]",
                             "[\"\\uD83D\"]",
                             "[\"\\uDC00\"]",
                             "[\"\\x\"]",
                             "[\"\xC2\x85\x7F\"]",
                             "[\"\xC0\x80\"]",
                             "[\"\xED\xA0\x80\"]",
                             "[\"\xF4\x90\x80\x80\"]",
                             "[\"\xE2\x82\xAC\"]",
                             "[\"a\nb\"]",
                             "[01]",
                             "[1.5.5]",
                             "[1e5e5]",
                             "[1,0.1e-3e-3]",
                             "[1-1]",
                             "[1,2+1]",
                             "[[][]]",
                             "[[]]]",
                             "[-]",
                             "[1.]",
                             "[1e]",
                             "[1E400]",
                             "[1e99999999999]",
                             "[.5]",
                             "[+1]",
                             "[-0.0e-0,1E0,12345678901234567890]",
                             "[true,false,null]",
                             "[tru]",
                             "[truex]",
                             "[nul",
                             "{\"a\":1}",
                             "\"x\"",
                             "5",
                             "[{\"a\" : 1}]",
                             "[{\"a\":1,}]",
                             "[{a:1}]",
                             "[{\"a\" 1}]",
                             "[{}",
                             "[{\"\":{\"\":[]}}]",
                             "\xEF\xBB\xBF[1]"})
        agree(text);
    std::string deep(300, '[');
    agree(deep + std::string(300, ']'));
    agree(std::string(200, '[') + std::string(200, ']'));
}

TEST_CASE("the short way and the parser agree on text that is broken anywhere") {
    const std::string text =
        R"([{"id":1,"name":"caf\u00e9 \\ \"x\"","on":true,"l":[1.5,-2e3,null,{"k":"v"}]},{"id":2,"name":"é"},[],"s",7])";
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        std::string broken = text;
        const std::size_t at = random() % broken.size();
        switch (random() % 3) {
            case 0:
                broken[at] = static_cast<char>(random() % 256);
                break;
            case 1:
                broken.erase(at, 1 + random() % 3);
                break;
            default:
                broken.insert(at, 1, "{}[],:\"\\0 e"[random() % 11]);
        }
        agree(broken, Errors::at_all);
    }
}

TEST_CASE("names that elements have in common are known again, and others are not taken for them") {
    const std::string many = [] {
        std::string text = "{";
        for (int i = 0; i < 1100; ++i) text += "\"m" + std::to_string(i) + "\":" + std::to_string(i) + ",";
        return text + "\"last\":0}";
    }();
    std::string others = many;
    others.replace(others.find("m1050"), 5, "n1050");
    agree("[" + many + "," + many + "," + others + "," + others + "]");
    for (const char* text : {R"([{"a":1,"b":2},{"a":3,"b":4},{"a":5},{"a":6,"b":7},{"b":8,"a":9}])",
                             R"([{"a":1,"b":2},{"a":3,"c":4},{"a":3,"bb":4},{"a":3,"b":4,"c":5}])",
                             R"([{"a":1,"\u0062":2},{"a":3,"\u0062":4},{"a":3,"b":4},{"a":3,"\u0063":4}])",
                             R"([{"a":1,"é":2},{"a":3,"é":4},{"a":3,"è":4}])",
                             "[{\"a\":1,\"\x7F\":2},{\"a\":1,\"\x7F\":2},{\"a\":1,\"b\":2}]",
                             R"([{},{"a":1},{},5,{"a":2},[{"a":3}],{"a":4},{"a":{"a":5}},{"":6},{"":7}])",
                             R"([{"a":1,"a":2},{"a":3,"a":4},{"a" :5,"a": 6 } ,{"a":7}])"})
        agree(text);
}

TEST_CASE("places among the members are asked for once for elements with the same names") {
    int asked = 0;
    StreamReader::Wishes wishes;
    wishes.places = [&](std::span<const std::string> names) {
        ++asked;
        return std::vector<std::size_t>{names.size() - 1};
    };
    std::string seen;
    wishes.on_members = [&](std::span<const std::string_view> texts) -> Result<bool> {
        seen += std::string(texts[0]) + ";";
        return true;
    };
    StreamReader reader([](Value&&) -> Result<bool> { return true; }, std::move(wishes));
    REQUIRE(
        reader.write(R"([{"a":1,"b":"x"},{"a":2,"b":[3]},{"a":4 , "b":null},{"a":5},{"a":6}])").has_value());
    REQUIRE(reader.finish().has_value());
    CHECK(seen == R"("x";[3];null;5;6;)");
    CHECK(asked == 2);
}

TEST_CASE("a reader tells whether it handed something on, and whether that was refused") {
    for (const char* text : {"[{\"a\":1}", "[{\"a\":1E9}", "[[[[1]]],\x01"}) {
        bool refuses = false;
        for (;; refuses = true) {
            StreamReader reader([&](Value&&) -> Result<bool> {
                if (refuses) return Error{ExitCode::refused, "no more"};
                return true;
            });
            CHECK_FALSE(reader.has_elements());
            [[maybe_unused]] const auto written = reader.write(text);
            CHECK(reader.has_elements());
            CHECK(reader.refused() == refuses);
            if (refuses) break;
        }
    }
    StreamReader none([](Value&&) -> Result<bool> { return true; });
    CHECK_FALSE(none.write("[,").has_value());
    CHECK_FALSE(none.has_elements());
    CHECK_FALSE(none.refused());
}

TEST_CASE("elements come as text only where writing them would change nothing") {
    CHECK(read_in_pieces(R"([{"a":"x\\y\n","b":[1E0]},{}])", 4, As::text).as_text == 2);
    CHECK(read_in_pieces(R"([{"a": 1},"\u0041","\/","\b"])", 4, As::text).as_text == 0);
}

TEST_CASE("members that nobody needs are left out") {
    std::vector<std::string> elements;
    StreamReader::Wishes wishes;
    wishes.needs = [](std::string_view name) { return name == "a" || name == "é"; };
    StreamReader reader(
        [&](Value&& element) -> Result<bool> {
            elements.push_back(write(element));
            return true;
        },
        std::move(wishes));
    REQUIRE(
        reader.write(R"([{"a":1,"b":2,"\u00e9":3},{"b":1,"a":[2]},{"a":1,"b":2,"a":3},{},4])").has_value());
    REQUIRE(reader.finish().has_value());
    CHECK(elements ==
          std::vector<std::string>{R"({"a":1,"é":3})", R"({"a":[2]})", R"({"a":1,"a":3})", "{}", "4"});
}
