#include "json/writer.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "json/reader.hpp"

namespace {

using namespace rasctl;

// The rule, byte by byte.
std::string quoted_slowly(std::string_view text) {
    std::string out = "\"";
    const auto escape = [&](unsigned code) {
        constexpr std::string_view digits = "0123456789abcdef";
        out += std::string("\\u00") + digits[code >> 4U] + digits[code & 0xFU];
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if (byte == '"' || byte == '\\') {
            out += std::string("\\") + text[i];
        } else if (byte == '\n' || byte == '\r' || byte == '\t') {
            out += byte == '\n' ? "\\n" : byte == '\r' ? "\\r" : "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            escape(byte);
        } else if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
            escape(next);
            ++i;
        } else {
            out += text[i];
        }
    }
    return out + '"';
}

std::string in_quotes(std::string_view text) {
    std::string out;
    json::append_quoted(out, text);
    return out;
}

}  // namespace

TEST_CASE("quoting copies runs of bytes as it would byte by byte") {
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            const std::string pair{static_cast<char>(first), static_cast<char>(second)};
            for (const std::string& text : {pair, "ab" + pair + "cd", pair + pair}) {
                if (in_quotes(text) != quoted_slowly(text)) FAIL("bytes " << first << " " << second);
            }
        }
    }
    std::mt19937 random(14);
    constexpr std::string_view bytes = "abc \"\\\n\r\t\x01\x7F\xC2\x80\x9F\xA0\xC3\xA9\xE2\x80\xAE";
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (auto left = random() % 40; left > 0; --left) text += bytes[random() % bytes.size()];
        if (in_quotes(text) != quoted_slowly(text)) FAIL(quoted_slowly(text));
    }
    CHECK(in_quotes("") == "\"\"");
}
