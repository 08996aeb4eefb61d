#include "commands/line/wrapped_command.hpp"

#include <catch2/catch.hpp>

using rasctl::commands::wrapped_command;

TEST_CASE("a command line that fits stays as it is") {
    CHECK(wrapped_command("rasctl gateway list", 19, 4) == "rasctl gateway list");
    CHECK(wrapped_command("", 10, 4).empty());
}

TEST_CASE("a command line that is too long is broken with backslashes, a flag beside its value") {
    CHECK(wrapped_command("rasctl gateway create --server gw5 --site 1", 30, 4) ==
          "rasctl gateway create \\\n    --server gw5 --site 1");
    CHECK(wrapped_command("rasctl gateway delete gw4 --no-uninstall --yes", 30, 4) ==
          "rasctl gateway delete gw4 \\\n    --no-uninstall --yes");
}

TEST_CASE("what quotes or backslashes hold together is not broken") {
    CHECK(wrapped_command("rasctl x --name \"Azure MFA now\" --y", 20, 2) ==
          "rasctl x \\\n  --name \"Azure MFA now\" \\\n  --y");
    CHECK(wrapped_command("rasctl x 'a \\' b\\ c", 12, 2) == "rasctl x \\\n  'a \\' b\\ c");
    CHECK(wrapped_command("rasctl 'a b", 4, 2) == "rasctl \\\n  'a b");
}
