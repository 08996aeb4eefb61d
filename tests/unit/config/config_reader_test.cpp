#include "config/config_reader.hpp"

#include <catch2/catch.hpp>

#include "folder.hpp"

using namespace rasctl;
using namespace rasctl::config;

namespace {

std::string current(std::string_view name) {
    return R"({"currentContext": ")" + std::string(name) + R"("})";
}

}  // namespace

TEST_CASE("a configuration that changes while it is in use is read again") {
    const Folder folder;
    ConfigReader reader({{"RASCTL_CONFIG_DIR", folder.paths().config_directory.string()}});
    CHECK(reader.load().value().current_context().empty());
    // Of one size, and within one tick of the clock.
    for (const char* const name : {"a", "b", "c", "a"}) {
        folder.write("config/config.json", current(name));
        CHECK(reader.load().value().current_context() == name);
        CHECK(reader.load().value().current_context() == name);
    }
    folder.write("config/config.json", "{");
    CHECK(!reader.load());
    CHECK(!reader.load());
    folder.write("config/config.json", current("d"));
    CHECK(reader.load().value().current_context() == "d");
    std::filesystem::remove(reader.paths().config_file());
    CHECK(reader.load().value().current_context().empty());
}

TEST_CASE("rights that change show, and what was changed just now is never taken for settled") {
    const Folder folder;
    const auto file = folder.paths().config_file();
    CHECK(system::file_stamp(file).still_holds(system::file_stamp(file)));
    folder.write("config/config.json", current("a"));
    const auto fresh = system::file_stamp(file);
    CHECK_FALSE(fresh.still_holds(fresh));
    system::FileStamp old = fresh;
    old.settled = true;
    CHECK(old.still_holds(fresh));
    for (auto* const number : {&old.identity->inode, &old.identity->size}) {
        ++*number;
        CHECK_FALSE(old.still_holds(fresh));
        --*number;
    }
    --old.rights_changed;
    CHECK_FALSE(old.still_holds(fresh));
}
