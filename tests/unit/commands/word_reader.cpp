// The one reader of options: how they are spelled, where their values stand.
#include "commands/line/word_reader.hpp"

#include <catch2/catch.hpp>

#include "commands/line/global_options.hpp"

namespace rasctl::commands {
namespace {

using Words = std::vector<std::string>;

Usage usage() {
    Usage made{.name = "thing make", .summary = {}};
    made.options = {
        {.name = "size", .placeholder = "N", .help = "how big", .group = "Fields"},
        {.name = "label", .placeholder = "TEXT", .help = {}, .group = "Fields", .repeatable = true},
        {.name = "enabled", .placeholder = {}, .help = {}, .group = "Fields", .boolean = true},
        {.name = "site", .placeholder = "NAME|ID", .help = {}, .group = "Fields"},
    };
    add_global_options(made);
    return made;
}

std::string said(const Words& words) {
    const ReadWords read = read_words(usage(), words);
    std::string text;
    for (const GivenOption& one : read.options) text += one.name + "=" + one.value + " ";
    for (const std::string& one : read.operands) text += "[" + one + "] ";
    if (!read.pending.empty()) text += "?" + read.pending;
    return text;
}

std::string problem(const Words& words) {
    const ReadWords read = read_words(usage(), words);
    return read.problem ? read.problem->what + ": " + read.problem->why + ": " + read.problem->hint : "";
}

}  // namespace

TEST_CASE("a long name behind one dash is that name, and letters are letters") {
    CHECK(said({"-label", "old"}) == "label=old ");
    CHECK(said({"-Label:old", "a"}) == "label=old [a] ");
    CHECK(said({"-Enabled", "$false"}) == "enabled=false ");
    CHECK(said({"-WhatIf", "a"}) == "dry-run=true [a] ");
    CHECK(said({"-Confirm:$false", "-Force"}) == "yes=true yes=true ");
    CHECK(said({"--dry-run=client", "--dry-run=none"}) == "dry-run=true dry-run=false ");
    CHECK(said({"-vvq"}) == "debug=true debug=true quiet=true ");
    // "abel" is no value of -l, and a wrong name no letters.
    CHECK(problem({"-Lable", "x"}).starts_with("unknown option --Lable"));
    CHECK(problem({"--dry-run=maybe"}).starts_with("--dry-run has a wrong value"));
}

TEST_CASE("options are read however they are spelled") {
    for (const auto& words :
         {Words{"-o", "json"}, Words{"-ojson"}, Words{"-o=json"}, Words{"--output", "json"},
          Words{"--output=json"}, Words{"--json"}, Words{"--format", "json"}, Words{"--Output=json"}})
        CHECK(said(words) == "output=json ");
    CHECK(said({"-qojson", "a"}) == "quiet=true output=json [a] ");
    CHECK(said({"-qyo", "json", "a"}) == "quiet=true yes=true output=json [a] ");
    CHECK(said({"-qc", "lab"}) == "quiet=true context=lab ");
    CHECK(said({"--enabled", "--no-enabled", "--enabled=false", "--no-enabled=false"}) ==
          "enabled=true enabled=false enabled=false enabled=true ");
    CHECK(said({"--label", "-x", "--label=", "--label", ""}) == "label=-x label= label= ");
    CHECK(said({"a", "--", "-q", "--", "b"}) == "[a] [-q] [--] [b] ");
    CHECK(said({"-", "--size", "--"}) == "size=-- [-] ");
}

TEST_CASE("a word behind a switch is its value where it can be nothing else") {
    CHECK(said({"--enabled", "false", "gw1"}) == "enabled=false [gw1] ");
    CHECK(said({"gw1", "--enabled", "No"}) == "enabled=false [gw1] ");
    CHECK(said({"--enabled", "on"}) == "enabled=true ");
    CHECK(said({"--enabled", "1"}) == "enabled=true [1] ");
    CHECK(said({"--no-enabled", "false"}) == "enabled=false [false] ");
    CHECK(said({"--enabled", "gw1"}) == "enabled=true [gw1] ");
    CHECK(said({"-q", "no"}) == "quiet=true [no] ");
}

TEST_CASE("the words are read to their end whatever is wrong") {
    CHECK(said({"--nosuch", "-ojson", "a", "--size"}) == "output=json [a] ?size");
    CHECK(problem({"--nosuch", "--size"}).starts_with("unknown option --nosuch: "));
    CHECK(problem({"--sise", "1"}).find("did you mean --size?") != std::string::npos);
    CHECK(problem({"--size"}).starts_with("--size needs a value: how big"));
    CHECK(problem({"--enabled="}).starts_with("--enabled= has no value"));
    CHECK(problem({"--enabled=maybe"}).starts_with("--enabled has a wrong value"));
    CHECK(problem({"-qx"}).starts_with("unknown option -x"));
    CHECK(problem({"-q", "a", "--size", "1"}).empty());
}

TEST_CASE("a command's own --site is its field and the setting") {
    const Usage one = usage();
    const auto flags = setting_flags(one, read_words(one, Words{"--site", "Branch", "--label", "x"}));
    CHECK(flags.find("site")->second == "Branch");
    CHECK(flags.size() == 1);
}

TEST_CASE("what people say for an option is a number of rows or a name, as its value is") {
    CHECK(said({"-n", "5"}) == "limit=5 ");
    CHECK(problem({"-n", "gw1"}).starts_with("unknown option -n"));
    CHECK(said({"--site-id", "1"}) == "site=1 ");
    CHECK(said({"--force"}) == "yes=true ");
}

}  // namespace rasctl::commands
