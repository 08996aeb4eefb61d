#include "json/reader.hpp"

#include <catch2/catch.hpp>

#include "json/writer.hpp"

namespace {

using rasctl::Result;
using rasctl::json::parse;
using rasctl::json::StreamReader;
using rasctl::json::Value;
using rasctl::json::write;

std::string round_trip(std::string_view text) {
    const auto value = parse(text);
    return value ? write(*value) : "error: " + value.error().why;
}

// Reads `text` in pieces of `size` bytes; the elements come back as JSON lines.
std::string stream(std::string_view text, std::size_t size) {
    std::string out;
    StreamReader reader([&](Value&& element) -> Result<bool> {
        out += write(element) + "\n";
        return true;
    });
    for (std::size_t at = 0; at < text.size(); at += size) {
        if (auto written = reader.write(text.substr(at, size)); !written)
            return "error: " + written.error().why;
    }
    auto rest = reader.finish();
    if (!rest) return "error: " + rest.error().why;
    if (!reader.is_array()) out += write(*rest) + "\n";
    return out;
}

}  // namespace

TEST_CASE("the text of a number survives") {
    for (const char* number :
         {"0", "-0", "1E0", "1e5", "1E+05", "-1.50", "0.1000", "12345678901234567890", "-9223372036854775809",
          "123456789012345678901234567890123456789012345678901234567890", "1e400", "-1E-999",
          "0.00000000000000000000000000000000000000000000000000001", "4294967295",
          "1234567890123456.7890E-12"}) {
        const std::string text = std::string("[") + number + ",{\"a\":" + number + "}]";
        CHECK(round_trip(number) == number);
        CHECK(round_trip(text) == text);
        for (const std::size_t size : {1U, 2U, 3U, 7U, 1000U}) {
            CHECK(stream(text, size) == std::string(number) + "\n{\"a\":" + number + "}\n");
            CHECK(stream(number, size) == std::string(number) + "\n");
        }
    }
}

TEST_CASE("order and duplicates of members survive") {
    CHECK(round_trip(R"( { "b" : 1 , "a":[ ], "b":{ } } )") == R"({"b":1,"a":[],"b":{}})");
    CHECK(parse(R"({"b":1,"b":2})")->find("b")->number_text() == "2");
}

TEST_CASE("strings are decoded") {
    CHECK(parse(R"("\u00e9\ud83d\ude00\n\/\u0000x")")->as_string() ==
          std::string("\xC3\xA9\xF0\x9F\x98\x80\n/\0x", 10));
    CHECK(round_trip(R"("\u0085\u007f")") == R"("\u0085\u007f")");
}

TEST_CASE("malformed text is refused with its place") {
    CHECK(round_trip("") == "error: it ends too early at byte 0");
    CHECK(round_trip("{\"a\":1") == "error: it ends too early at byte 6");
    CHECK(round_trip("[1,]") == "error: unexpected ']' at byte 3");
    CHECK(round_trip("{} x") == "error: text after the value at byte 3");
    CHECK(round_trip("\"\xFF\"") == "error: invalid UTF-8 at byte 1");
    CHECK(round_trip("\"\xC0\xAF\"") == "error: invalid UTF-8 at byte 1");
    CHECK_FALSE(parse("\"\xED\xA0\x80\"").has_value());
    CHECK_FALSE(parse(R"("\ud83d")").has_value());
    CHECK_FALSE(parse(R"("\ude00")").has_value());
    CHECK_FALSE(parse("01").has_value());
    CHECK_FALSE(parse("1.").has_value());
    CHECK_FALSE(parse("NaN").has_value());
    CHECK_FALSE(parse("// c\n1").has_value());
    CHECK_FALSE(parse("\"a\nb\"").has_value());
    CHECK(round_trip("1e99999999999").starts_with("error: a number's exponent is too big"));
    CHECK(round_trip(std::string(300, '[') + std::string(300, ']')).starts_with("error: nested over 256"));
    CHECK(parse(std::string(256, '[') + std::string(256, ']')).has_value());
}

TEST_CASE("a byte order mark is skipped") {
    CHECK(round_trip("\xEF\xBB\xBF{}") == "{}");
    for (const std::size_t size : {1U, 2U, 3U, 4U}) CHECK(stream("\xEF\xBB\xBF[1]", size) == "1\n");
    CHECK(stream("\xEF\xBB[1]", 1).starts_with("error: "));
}

TEST_CASE("a stream hands on elements in any cut") {
    const std::string text = R"( [ {"a":[1,{"b":"\ud83d\ude00é"}]}, "x\ny", null, true, -12.50 , [] ] )";
    const std::string expected =
        "{\"a\":[1,{\"b\":\"\xF0\x9F\x98\x80é\"}]}\n\"x\\ny\"\nnull\ntrue\n-12.50\n[]\n";
    for (std::size_t size = 1; size <= text.size(); ++size) CHECK(stream(text, size) == expected);
    CHECK(stream("[]", 1).empty());
    CHECK(stream(R"({"a":[1,2]})", 1) == "{\"a\":[1,2]}\n");
    CHECK(stream("", 1) == "error: it ends too early at byte 0");
    CHECK(stream("[1,2", 1) == "error: it ends too early at byte 4");
    CHECK(stream("[1,2] 3", 1) == "error: text after the value at byte 6");
}

TEST_CASE("a stream stops when told") {
    int seen = 0;
    StreamReader reader([&](Value&&) -> Result<bool> { return ++seen < 2; });
    REQUIRE(reader.write("[1,2,3,").has_value());
    CHECK(reader.stopped());
    CHECK(reader.write("garbage").has_value());
    CHECK(reader.finish().has_value());
    CHECK(seen == 2);
}

TEST_CASE("a stream hands back the receiver's failure") {
    StreamReader reader([&](Value&&) -> Result<bool> {
        return rasctl::Error{rasctl::ExitCode::invalid, "cannot show it", "broken", {}};
    });
    const auto written = reader.write("[1,2]");
    REQUIRE_FALSE(written.has_value());
    CHECK(written.error().why == "broken");
    CHECK_FALSE(reader.finish().has_value());
}

TEST_CASE("a stream of one endless value ends", "[json]") {
    StreamReader reader([](Value&&) -> Result<bool> { return true; });
    const std::string blanks(std::size_t{1024} * 1024, ' ');
    REQUIRE(reader.write("[1,").has_value());
    std::size_t taken = 0;
    while (taken < 100 * blanks.size() && reader.write(blanks)) taken += blanks.size();
    CHECK(taken < 64 * blanks.size());
}
