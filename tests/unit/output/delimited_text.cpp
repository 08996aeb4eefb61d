#include "output/delimited_text.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace {

using namespace rasctl;

// The rule, byte by byte.
std::string tsv_slowly(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\t') {
            out += "\\t";
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\\') {
            out += "\\\\";
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

TEST_CASE("a TSV field is escaped as it would be byte by byte") {
    std::mt19937 random(14);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (auto left = random() % 60; left > 0; --left)
            text += random() % 8 != 0 ? 'x' : static_cast<char>(random() % 256);
        if (round % 3 == 0) text += "\t\n\r\\"[random() % 4];
        std::string out = "before";
        output::append_tsv_field(out, text);
        REQUIRE(out == "before" + tsv_slowly(text));
    }
}
