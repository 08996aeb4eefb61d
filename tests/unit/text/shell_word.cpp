#include "text/shell_word.hpp"

#include <catch2/catch.hpp>
#include <cstdio>

using rasctl::shell_word;

namespace {

// What a shell makes of the word.
std::string read_by_shell(const std::string& word) {
    const std::string command = "printf '%s' " + word;
    std::FILE* const shell = ::popen(command.c_str(), "r");
    REQUIRE(shell != nullptr);
    std::string out;
    for (int c = std::fgetc(shell); c != EOF; c = std::fgetc(shell)) out += static_cast<char>(c);
    CHECK(::pclose(shell) == 0);
    return out;
}

}  // namespace

TEST_CASE("what means nothing to a shell stays as it is") {
    for (const char* const text : {"rdsh01", "/etc/hosts", "--site=1", "a,b@c:20443", "50%", "x_y+z"})
        CHECK(shell_word(text) == text);
}

TEST_CASE("a shell reads the word back, whatever it holds") {
    for (const std::string text :
         {"", " ", "it's", "''", "$HOME", "a b", "`id`", "\\", "a\nb", "~", "*", "#x", "\"", "é", "!!"})
        CHECK(read_by_shell(shell_word(text)) == text);
    for (int c = 1; c < 256; ++c)
        CHECK(read_by_shell(shell_word(std::string(1, static_cast<char>(c)))) ==
              std::string(1, static_cast<char>(c)));
}
