// What deserves a look: a farm that is read in the test's own process.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "fake_farm.hpp"

namespace rasctl::commands {
namespace {

std::string in_days(int days) {
    const auto then = std::chrono::system_clock::now() + std::chrono::days(days) + std::chrono::hours(1);
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(then)));
}

std::string certificate(int id, int days, bool enabled = true) {
    return fmt::format(R"({{"id":{0},"name":"c{0}","enabled":{1},"expirationDate":"{2}"}})", id, enabled,
                       in_days(days));
}

// The severities of what was found about certificates, by name.
std::map<std::string, std::string> found(const json::Value& status) {
    std::map<std::string, std::string> result;
    for (const json::Value& one : status.find("findings")->as_array())
        if (one.find("kind")->as_string() == "certificate")
            result[one.find("name")->as_string()] = one.find("severity")->as_string();
    return result;
}

}  // namespace

TEST_CASE("a certificate that ended is wrong, one that ends soon deserves a look") {
    FakeFarm farm;
    farm.lists("/api/Certificates", "[" + certificate(1, -1) + "," + certificate(2, 5) + "," +
                                        certificate(3, 400) + "," + certificate(4, -5, false) + "]");
    const Ran ended = farm.run({"status", "-o", "json"});
    INFO(ended.out << ended.err);
    CHECK(found(ended.json()) == std::map<std::string, std::string>{{"c1", "wrong"}, {"c2", "attention"}});
    CHECK(ended.code == 11);
}

}  // namespace rasctl::commands
