// The table of hand-written commands, which is searched by name.
#include "commands/line/registry.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace rasctl::commands {

TEST_CASE("hand-written commands are in the order of their names, each once, and found") {
    const auto commands = hand_written_commands();
    REQUIRE(commands.size() > 40);
    CHECK(std::ranges::adjacent_find(commands, std::ranges::greater_equal{}, &HandWritten::name) ==
          commands.end());
    for (const HandWritten& one : commands) CHECK(find_hand_written(one.name) == &one);
    for (const char* const name : {"", "a", "api ", "apix", "context", "zzz"})
        CHECK(find_hand_written(name) == nullptr);
}

}  // namespace rasctl::commands
