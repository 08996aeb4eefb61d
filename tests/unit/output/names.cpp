#include <catch2/catch.hpp>

#include "output/cell.hpp"
#include "output/enumeration.hpp"
#include "output/field_path.hpp"
#include "output/natural_order.hpp"
#include "sample_rows.hpp"
#include "text/nearest.hpp"

using namespace rasctl;
using namespace rasctl::output;

TEST_CASE("wire names become kebab-case") {
    CHECK(kebab_case("agentState") == "agent-state");
    CHECK(kebab_case("userPortal.loginPort") == "user-portal.login-port");
    CHECK(kebab_case("enableRDPUDP") == "enable-rdpudp");
    CHECK(kebab_case("RDPPort") == "rdp-port");
    CHECK(kebab_case("iPs") == "ips");
    CHECK(kebab_case("siteID") == "site-id");
    CHECK(kebab_case("oSs") == "oss");
    CHECK(kebab_case("a_b c") == "a-b-c");
}

TEST_CASE("people are shown the words of the flags") {
    const auto command = catalog::Catalog::built_in().command("gateway get");
    REQUIRE(command.has_value());
    const Shape shape = shape_of(command->operation(0));
    const Column column = make_column(make_path("enableRDPUDP", shape.row), shape);
    CHECK(column.header == "ENABLE-RDP-UDP");
    CHECK(resolve_path(column.header, shape.row)->path == "enableRDPUDP");
    CHECK(make_path("a.someThing", {}).words == "a.some-thing");
    CHECK(words_of("someThing", {}) == "some-thing");
}

TEST_CASE("fields are found in any spelling") {
    const auto schema = test::host_status().row;
    CHECK(resolve_path("AGENT-STATE", schema)->path == "agentState");
    CHECK(resolve_path("site", schema)->path == "siteId");
    CHECK(resolve_path("agentState", {})->path == "agentState");
    const json::Value row(json::Object{});
    CHECK(resolve_path("x.y", {})->in(row) == nullptr);
}

TEST_CASE("enumerations have names, numbers and bits") {
    const auto states = catalog::Catalog::built_in().schema("AgentState");
    REQUIRE(states.has_value());
    CHECK(enum_text(json::Value(0), *states) == "OK");
    CHECK(enum_text(json::Value("0"), *states) == "OK");
    CHECK(enum_text(json::Value("0 = OK"), *states) == "OK");
    CHECK(enum_text(json::Value(12345), *states) == "12345");
    CHECK(enum_text(json::Value("Strange"), *states) == "Strange");
    CHECK(enum_number(json::Value("ok"), *states) == 0);
}

TEST_CASE("states mean something") {
    using catalog::meaning_of_state;
    CHECK(meaning_of_state("OK") == Meaning::good);
    CHECK(meaning_of_state("NotVerified") == Meaning::wrong);
    CHECK(meaning_of_state("not-verified") == Meaning::wrong);
    CHECK(meaning_of_state("RebootPending") == Meaning::attention);
    CHECK(meaning_of_state("StandBy") == Meaning::good);
    CHECK(meaning_of_state("99") == Meaning::none);
    CHECK(meaning_of_state("RenewingFailed") == Meaning::wrong);
    CHECK(meaning_of_state("Disconnected", "AgentState") == Meaning::wrong);
    CHECK(meaning_of_state("Disconnected", "SessionState") == Meaning::attention);
    // No state of an agent is without a meaning.
    const auto states = catalog::Catalog::built_in().schema("AgentState");
    REQUIRE(states.has_value());
    for (const catalog::EnumValue one : states->values()) {
        INFO(one.name());
        CHECK(meaning_of_state(one.name(), states->name()) != Meaning::none);
        CHECK(meaning_of_state(one.word(), states->name()) == meaning_of_state(one.name(), states->name()));
    }
}

TEST_CASE("text is ordered as people order it") {
    CHECK((natural_order("host9", "host10") < 0));
    CHECK((natural_order("Host9", "host10") < 0));
    CHECK((natural_order("21.0.2", "21.0.10") < 0));
    CHECK((natural_order("2024-01-02", "2024-01-10") < 0));
    CHECK((natural_order("a", "a") == 0));
    CHECK((natural_order("a", "A") != 0));
    CHECK((natural_order("", "0") < 0));
    CHECK((natural_order("007", "7") != 0));
    CHECK((natural_order("99999999999999999999999", "100000000000000000000000") < 0));
}

TEST_CASE("the nearest word is found") {
    const std::vector<std::string> words{"gateway", "broker", "session", "site", "certificate"};
    CHECK(nearest("gatway", words) == "gateway");
    CHECK(nearest("gatewya", words) == "gateway");
    CHECK(nearest("CERT", words) == "certificate");
    CHECK(nearest("sit", words) == "site");
    CHECK_FALSE(nearest("xyz", words).has_value());
    CHECK_FALSE(nearest("", words).has_value());
    CHECK(edit_distance("abc", "abc", 3) == 0);
    CHECK(edit_distance("abc", "acb", 3) == 1);
    CHECK(edit_distance("", "abcd", 2) == 3);
}
