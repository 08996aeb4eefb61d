#include "commands/run/known_settings.hpp"

#include <catch2/catch.hpp>

using namespace rasctl;
using namespace rasctl::commands;
using config::ConfigFile;
using config::SettingId;
using config::Settings;

TEST_CASE("settings are known by the configuration that was read and the flags") {
    const config::Environment environment;
    const ConfigFile file = ConfigFile::parse(R"({"defaults": {"output": "csv"}})", "/c").value();
    KnownSettings known;
    const Settings::Flags none, quiet{{"quiet", "true"}};
    CHECK(known.of(file, none) == nullptr);
    known.keep(file, none, Settings(none, environment, file));
    known.keep(file, quiet, Settings(quiet, environment, file));
    const ConfigFile same = file;
    REQUIRE(known.of(same, none) != nullptr);
    CHECK(known.of(same, none)->text(SettingId::output) == "csv");
    CHECK_FALSE(known.of(same, none)->on(SettingId::quiet));
    CHECK(known.of(same, quiet)->on(SettingId::quiet));
    CHECK(known.of(same, {{"output", "json"}}) == nullptr);
    // The same text, read anew.
    const ConfigFile again = ConfigFile::parse(R"({"defaults": {"output": "csv"}})", "/c").value();
    CHECK(known.of(again, none) == nullptr);
    known.keep(again, none, Settings(none, environment, again));
    CHECK(known.of(file, none) == nullptr);
    CHECK(known.of(again, quiet) == nullptr);
}
