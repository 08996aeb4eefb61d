// What --state keeps.
#include <unistd.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "simulated_farm.hpp"
#include "simulator/store/state_file.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

namespace {

class TemporaryFile {
  public:
    TemporaryFile() {
        std::string pattern = (std::filesystem::temp_directory_path() / "rasctl-state-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }
    std::filesystem::path path() const { return directory_ / "farm.db"; }

  private:
    std::filesystem::path directory_;
};

}  // namespace

TEST_CASE("a farm in a file survives the process") {
    const TemporaryFile file;
    std::string id;
    {
        auto state = StateFile::open(file.path());
        REQUIRE(state.has_value());
        Store empty;
        CHECK_FALSE(state->load(empty).value());
        SimulatedFarm farm(21, [&](Farm& inside, std::size_t) { seed_empty(inside, 1); });
        farm.service.commit_with([&](Store& store) { return state->commit(store); });
        farm.log_on();
        const Answer made = farm.call("POST", "/api/Gateway", R"({"server":"gw1"})");
        REQUIRE(made.status == 201);
        id = made.body.find("id")->number_text();
        farm.call("POST", "/api/Gateway", R"({"server":"gw1"})");
        // Opened by one at a time.
        CHECK_FALSE(StateFile::open(file.path()).has_value());
    }
    auto state = StateFile::open(file.path());
    REQUIRE(state.has_value());
    SimulatedFarm farm(21, [&](Farm& inside, std::size_t) {
        CHECK(state->load(inside.store()).value());
        inside.load_counters();
    });
    farm.log_on();
    CHECK(farm.call("GET", "/api/Gateway/" + id).body.find("server")->as_string() == "gw1");
    CHECK(farm.service.farm().pending());
    CHECK(farm.service.farm().next_id() > std::stoll(id));
    const auto permissions = std::filesystem::status(file.path()).permissions();
    CHECK((permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
          std::filesystem::perms::none);
}

TEST_CASE("a file that is no state file is refused") {
    const TemporaryFile file;
    std::ofstream(file.path())
        << "this is text, and long enough to be taken for something else than an empty file\n";
    CHECK_FALSE(StateFile::open(file.path()).has_value());
}
