#include "terminal/colour.hpp"

#include <catch2/catch.hpp>

using namespace rasctl::terminal;

TEST_CASE("who decides about colour") {
    const Environment plain{{"TERM", "xterm"}};
    CHECK(wants_colour(ColourChoice::automatic, plain, true));
    CHECK_FALSE(wants_colour(ColourChoice::automatic, plain, false));
    CHECK(wants_colour(ColourChoice::always, {{"NO_COLOR", "1"}}, false));
    CHECK_FALSE(wants_colour(ColourChoice::never, {{"CLICOLOR_FORCE", "1"}}, true));
    CHECK_FALSE(wants_colour(ColourChoice::automatic, {{"TERM", "xterm"}, {"NO_COLOR", "1"}}, true));
    CHECK(wants_colour(ColourChoice::automatic, {{"TERM", "xterm"}, {"NO_COLOR", ""}}, true));
    CHECK(wants_colour(ColourChoice::automatic, {{"CLICOLOR_FORCE", "1"}}, false));
    CHECK_FALSE(wants_colour(ColourChoice::automatic, {{"TERM", "xterm"}, {"CLICOLOR_FORCE", "0"}}, false));
    CHECK_FALSE(wants_colour(ColourChoice::automatic, {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, true));
    CHECK_FALSE(wants_colour(ColourChoice::automatic, {{"TERM", "dumb"}}, true));
    CHECK_FALSE(wants_colour(ColourChoice::automatic, {}, true));
    CHECK_FALSE(wants_colour(ColourChoice::automatic, {{"TERM", "xterm"}, {"CLICOLOR", "0"}}, true));
}

TEST_CASE("the words of --color") {
    CHECK(parse_colour_choice("auto") == ColourChoice::automatic);
    CHECK(parse_colour_choice("always") == ColourChoice::always);
    CHECK(parse_colour_choice("never") == ColourChoice::never);
    CHECK_FALSE(parse_colour_choice("yes"));
}

TEST_CASE("styles vanish without colour") {
    CHECK(Palette(false).bad("x") == "x");
    CHECK(Palette(true).bad("x") == "\x1b[31mx\x1b[0m");
    CHECK(Palette(true).bold("").empty());
    CHECK(Palette(true).link("x", "https://a/") == "x");
    CHECK(Palette(true, true).link("x", "https://a/") == "\x1b]8;;https://a/\x1b\\x\x1b]8;;\x1b\\");
    CHECK(Palette(true, true).link("x", "https://a/\x1b\\evil") == "x");
}

TEST_CASE("links are for terminals that are known to have them") {
    CHECK_FALSE(knows_links({{"TERM", "xterm-256color"}}));
    CHECK_FALSE(knows_links({}));
    CHECK(knows_links({{"TERM", "xterm-256color"}, {"VTE_VERSION", "7202"}}));
    CHECK_FALSE(knows_links({{"TERM", "xterm-256color"}, {"VTE_VERSION", "4205"}}));
    CHECK(knows_links({{"TERM", "xterm-kitty"}}));
    CHECK(knows_links({{"TERM", "xterm-256color"}, {"TERM_PROGRAM", "WezTerm"}}));
    CHECK_FALSE(knows_links({{"TERM", "xterm-256color"}, {"TERM_PROGRAM", "Apple_Terminal"}}));
    CHECK(knows_links({{"TERM", "xterm-256color"}, {"WT_SESSION", "1"}}));
    CHECK_FALSE(knows_links({{"TERM", "screen-256color"}, {"VTE_VERSION", "7202"}}));
    CHECK_FALSE(knows_links({{"TERM", "xterm"}, {"VTE_VERSION", "7202"}, {"TMUX", "/tmp/tmux"}}));
    CHECK_FALSE(knows_links({{"TERM", "dumb"}, {"VTE_VERSION", "7202"}}));
}
