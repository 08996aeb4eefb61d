// Texts made for regular expressions.
#include "simulator/model/pattern_text.hpp"

#include <catch2/catch.hpp>
#include <regex>
#include <string>

namespace rasctl::simulator {
namespace {

TEST_CASE("a text is made that the pattern allows") {
    for (const std::string pattern :
         {R"(^[a-f\d]{24}$)", R"(^(red|green)$)", R"(^\d{2,4}-\w+$)", R"([^a-z]{3})", R"(^a{0}b?c*d+$)",
          R"(^(?:#[0-9a-fA-F]{3}){1,2}$)", R"(^\/x\/([0-9-_ ]|[^\\])+$)", R"(^[\]\-]{2}$)", R"(^[+-]?\.$)",
          R"()", R"(^.{3}$)", R"(^(a|(b|c)){2}\s\S$)"}) {
        CAPTURE(pattern);
        const auto text = text_matching(pattern);
        REQUIRE(text);
        CAPTURE(*text);
        CHECK(std::regex_search(*text, std::regex(pattern, std::regex::ECMAScript)));
    }
}

TEST_CASE("no text is made up for what is not understood") {
    for (const char* pattern : {"(?=a)b", "(?!a)b", "(?<=a)b", R"(^(a)\1$)", R"(^\p{L}+$)", "(", ")", "\\",
                                "[a", R"(\u0041)", "a{99999}"}) {
        CAPTURE(pattern);
        CHECK_FALSE(text_matching(pattern));
    }
    CHECK_FALSE(text_matching(std::string(5'000, '(')));
}

}  // namespace
}  // namespace rasctl::simulator
