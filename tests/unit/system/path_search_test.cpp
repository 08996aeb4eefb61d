#include "system/path_search.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "system/library.hpp"

using namespace rasctl::system;

TEST_CASE("a program is found in the first folder that holds one that may run") {
    std::string name = (std::filesystem::temp_directory_path() / "rasctl-path-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    const std::filesystem::path top = name;
    for (const char* const folder : {"a", "b", "c"}) std::filesystem::create_directory(top / folder);
    std::ofstream(top / "a/tool") << "not for running";
    std::filesystem::create_directory(top / "b/tool");
    std::ofstream(top / "c/tool") << "#!/bin/sh\n";
    ::chmod((top / "a/tool").c_str(), 0600);
    ::chmod((top / "c/tool").c_str(), 0700);
    const std::string path = name + "/a::" + name + "/b:" + name + "/c:";
    CHECK(find_program(path, "tool") == name + "/c/tool");
    CHECK_FALSE(find_program(path, "other"));
    CHECK_FALSE(find_program("", "tool"));
    CHECK(find_program(std::nullopt, "sh").has_value());
    // An empty entry is the working directory to a shell, and to nobody here.
    CHECK(folders_of_path("::/x::") == std::vector<std::string>{"/x"});
    std::filesystem::remove_all(top);
}

TEST_CASE("programs of every folder, one that is named twice or by a link once") {
    std::string name = (std::filesystem::temp_directory_path() / "rasctl-path-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    const std::filesystem::path top = name;
    for (const char* const folder : {"a", "b"}) std::filesystem::create_directory(top / folder);
    std::filesystem::create_directory_symlink(top / "a", top / "link");
    for (const char* const file : {"a/x-one", "a/x-two", "b/x-two", "b/x-three", "b/y-four"}) {
        std::ofstream(top / file) << "#!/bin/sh\n";
        ::chmod((top / file).c_str(), 0700);
    }
    const std::string path = name + "/link:" + name + "/a:" + name + "/none:" + name + "/b:" + name + "/a";
    CHECK(programs_beginning_with(path, "x-") == std::vector<std::string>{"x-one", "x-three", "x-two"});
    std::filesystem::remove_all(top);
}

TEST_CASE("a library that is not there, and a function that it does not have") {
    const Library none("librasctl-has-no-such.so.9");
    CHECK_FALSE(none);
    int (*function)() = nullptr;
    CHECK_FALSE(none.find("getpid", function));
    const Library c("libc.so.6");
    REQUIRE(c);
    CHECK_FALSE(c.find("no_such_function_at_all", function));
    CHECK(c.find("getpid", function));
    CHECK(function() > 0);
}
