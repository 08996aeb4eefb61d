#include "config/paths.hpp"

#include <catch2/catch.hpp>

using namespace rasctl;
using namespace rasctl::config;

TEST_CASE("the XDG folders") {
    const auto paths = find_paths({{"HOME", "/home/me"}});
    CHECK(paths.config_directory == "/home/me/.config/rasctl");
    CHECK(paths.cache_directory == "/home/me/.cache/rasctl");
    CHECK(paths.config_file() == "/home/me/.config/rasctl/config.json");
    CHECK(paths.token_file() == "/home/me/.config/rasctl/tokens.json");
    const auto moved =
        find_paths({{"HOME", "/home/me"}, {"XDG_CONFIG_HOME", "/c"}, {"XDG_CACHE_HOME", "/k"}});
    CHECK(moved.config_directory == "/c/rasctl");
    CHECK(moved.cache_directory == "/k/rasctl");
}

TEST_CASE("relative and empty XDG values are ignored") {
    for (const char* const value : {"", "config", "./config", "../config"}) {
        const auto paths =
            find_paths({{"HOME", "/home/me"}, {"XDG_CONFIG_HOME", value}, {"XDG_CACHE_HOME", value}});
        CHECK(paths.config_directory == "/home/me/.config/rasctl");
        CHECK(paths.cache_directory == "/home/me/.cache/rasctl");
    }
}

TEST_CASE("own variables name the folders themselves") {
    const auto paths = find_paths({{"HOME", "/home/me"},
                                   {"XDG_CONFIG_HOME", "/c"},
                                   {"RASCTL_CONFIG_DIR", "/own"},
                                   {"RASCTL_CACHE_DIR", "/own/cache"}});
    CHECK(paths.config_directory == "/own");
    CHECK(paths.cache_directory == "/own/cache");
}

TEST_CASE("without HOME the account's home counts, and without that nothing is kept") {
    const auto paths = find_paths({});
    CHECK((paths.config_directory.empty() || paths.config_directory.is_absolute()));
    const Paths nowhere;
    CHECK(nowhere.config_file().empty());
    CHECK(nowhere.token_file().empty());
    CHECK(find_paths({{"RASCTL_CONFIG_DIR", "/own"}}).config_file() == "/own/config.json");
}
