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
    Streams streams = Streams::in_memory({.output_is_terminal = true});
    const std::string got = (folder.path / "got").string();
    REQUIRE(page(streams, "long text\n", with_pager("(cat; echo $LESS) > " + got)).has_value());
    CHECK(folder.read("got") == "long text\nFRX\n");
    CHECK(streams.out().text().empty());
}

TEST_CASE("leaving the pager early is no failure") {
    Streams streams = Streams::in_memory({.output_is_terminal = true});
    CHECK(page(streams, std::string(1000000, 'x'), with_pager("true")).has_value());
    CHECK(streams.out().text().empty());
}

TEST_CASE("without a pager the text is written") {
    const auto check = [](const Facts& facts, const Environment& environment, bool allowed) {
        Streams streams = Streams::in_memory(facts);
        REQUIRE(page(streams, "text", environment, allowed).has_value());
        CHECK(streams.out().text() == "text");
    };
    check({}, with_pager("false"), true);
    check({.output_is_terminal = true}, with_pager("false"), false);
    check({.output_is_terminal = true}, with_pager("cat"), true);
    check({.output_is_terminal = true}, with_pager(" "), true);
    check({.output_is_terminal = true}, with_pager("/nonexistent/pager 2>/dev/null"), true);
    check({.output_is_terminal = true}, {{"PATH", "/nonexistent"}}, true);
}
