#include "terminal/pager.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace rasctl::terminal;

namespace {

struct Folder {
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "pager-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        path = name;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string read(const char* name) const {
        std::ifstream file(path / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::filesystem::path path;
};

Environment with_pager(const std::string& command) {
    return {{"PATH", ::getenv("PATH")}, {"PAGER", command}};
}

}  // namespace

TEST_CASE("the pager gets the text and its own variables") {
    const Folder folder;
    const std::string got = (folder.path / "got").string();
    CHECK(show_in_pager("long text\n", with_pager("(cat; echo $LESS) > " + got)));
    CHECK(folder.read("got") == "long text\nFRX\n");
}

TEST_CASE("leaving the pager early is no failure") {
    CHECK(show_in_pager(std::string(1000000, 'x'), with_pager("true")));
}

TEST_CASE("without a pager the text is left to be written") {
    CHECK_FALSE(show_in_pager("text", with_pager("cat")));
    CHECK_FALSE(show_in_pager("text", with_pager(" ")));
    CHECK_FALSE(show_in_pager("text", with_pager("/nonexistent/pager 2>/dev/null")));
    CHECK_FALSE(show_in_pager("text", {{"PATH", "/nonexistent"}, {"TERM", "xterm"}}));
    CHECK_FALSE(show_in_pager("text", {{"PATH", ::getenv("PATH")}, {"TERM", "dumb"}}));
}

TEST_CASE("what is longer than the screen") {
    CHECK_FALSE(is_longer_than("", 3, 80));
    CHECK_FALSE(is_longer_than("a\nb\nc\n", 3, 80));
    CHECK(is_longer_than("a\nb\nc\nd", 3, 80));
    CHECK(is_longer_than("\n\n\n\n", 3, 80));
    CHECK_FALSE(is_longer_than(std::string(20, 'x') + "\n", 2, 10));
    CHECK(is_longer_than(std::string(21, 'x') + "\n", 2, 10));
}
