#include "farm/operation_choice.hpp"

#include <catch2/catch.hpp>

using namespace rasctl;

namespace {

catalog::Command command(std::string_view name) {
    const auto found = catalog::Catalog::built_in().command(name);
    REQUIRE(found);
    return *found;
}

std::string chosen(std::string_view name, std::size_t targets, int version) {
    const auto choice = farm::choose_operation(command(name), targets, version);
    return choice ? std::string(choice->operation.path()) : "failure: " + choice.error().what;
}

}  // namespace

TEST_CASE("the number of targets picks the scope", "[farm]") {
    CHECK(chosen("gateway status", 0, 21) == "/api/Gateway/status");
    CHECK(chosen("gateway status", 1, 21) == "/api/Gateway/{id}/status");
    CHECK(chosen("gateway status", 3, 21) == "/api/Gateway/{id}/status");
    CHECK(chosen("gateway get", 0, 21) == "failure: 'gateway get'");
    CHECK(chosen("gateway list", 1, 21) == "failure: 'gateway list'");
}

TEST_CASE("the server's version picks the form", "[farm]") {
    CHECK(chosen("broker list", 0, 20) == "/api/Broker");
    CHECK(chosen("broker list", 0, 21) == "/api/ConnectionBroker");
    CHECK(chosen("broker list", 0, 0) == "/api/ConnectionBroker");
    CHECK(chosen("rds host status", 1, 18) == "/api/rds/{id}/status");
    CHECK(chosen("rds host status", 1, 19) == "/api/RDS/Host/{id}/status");
}

TEST_CASE("not known to be there is no proof; known to be gone is", "[farm]") {
    CHECK(chosen("tenant list", 0, 19) == "/api/Tenant");
    CHECK(chosen("pub item ip-filter list", 1, 20) == "/api/PubItems/{id}/IPFilters");
    CHECK(chosen("pub item ip-filter list", 1, 21).starts_with("failure: "));
}

TEST_CASE("versions 17 and 18 spell some paths otherwise", "[farm]") {
    const auto site = command("site get").operation(0);
    CHECK(site.path_for(18) == "/api/site/{id}");
    CHECK(site.path_for(21) == "/api/Site/{id}");
    CHECK(site.path_for(0) == "/api/Site/{id}");
}
