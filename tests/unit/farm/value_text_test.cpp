#include "farm/value_text.hpp"

#include <catch2/catch.hpp>

#include "catalog/catalog.hpp"
#include "farm/text_pattern.hpp"
#include "json/writer.hpp"

using namespace rasctl;
using Texts = std::vector<std::string>;

namespace {

catalog::Field field_of(std::string_view command, std::string_view flag) {
    const auto found = catalog::Catalog::built_in().command(command);
    REQUIRE(found);
    const auto one = found->operation(0).flag(flag);
    REQUIRE(one);
    return one->field();
}

std::string parsed(const catalog::Field& field, const Texts& texts) {
    const auto result = farm::parse_values(field, texts);
    return result.problems.empty() ? json::write(result.value) : "problem: " + result.problems.front();
}

}  // namespace

TEST_CASE("numbers are checked for kind and range", "[farm]") {
    const auto port = field_of("gateway update", "gw-port");
    CHECK(parsed(port, {"81"}) == "81");
    CHECK(parsed(port, {"0"}) == "problem: must be 1 to 65535, got 0");
    CHECK(parsed(port, {"65536"}) == "problem: must be 1 to 65535, got 65536");
    CHECK(parsed(port, {"8.5"}) == "problem: expects a whole number, got '8.5'");
    CHECK(parsed(port, {""}) == "problem: expects a whole number, got ''");
    CHECK(parsed(port, {"99999999999999999999"}).starts_with("problem: "));
    CHECK(parsed(port, {"80", "81"}) == "problem: is given more than once");
}

TEST_CASE("durations, sizes and times are taken where a field counts them", "[farm]") {
    const auto session = catalog::Catalog::built_in().schema("RDSession");
    REQUIRE(session);
    const auto idle = session->field("idleTime").value();
    CHECK(parsed(idle, {"5400"}) == "5400");
    CHECK(parsed(idle, {"1h30m"}) == "5400");
    CHECK(parsed(idle, {"1d"}) == "86400");
    CHECK(parsed(idle, {"500ms"}) ==
          "problem: expects a whole number of seconds, or 90s, 500ms, 1h30m or 2d, got '500ms'");
    CHECK(parsed(idle, {"soon"}).starts_with("problem: expects a whole number of seconds"));
    CHECK(parsed(session->field("latency").value(), {"2s"}) == "2000");
    CHECK(parsed(session->field("incomingData").value(), {"3MB"}) == "3145728");
    CHECK(parsed(session->field("reconnects").value(), {"2h"}) ==
          "problem: expects a whole number, got '2h'");
    const auto logon = session->field("logonTime").value();
    CHECK(parsed(logon, {"2026-01-31T08:00:00+02:00"}) == "\"2026-01-31T08:00:00+02:00\"");
    CHECK(parsed(logon, {"now+30d"}).starts_with("\"20"));
    CHECK(parsed(logon, {"soon"}).starts_with("problem: expects a time"));
}

TEST_CASE("enumerations take words, names, numbers and the vendor's form", "[farm]") {
    const auto mode = field_of("gateway update", "gw-mode");
    CHECK(parsed(mode, {"forwarding"}) == "1");
    CHECK(parsed(mode, {"Forwarding"}) == "1");
    CHECK(parsed(mode, {"1"}) == "1");
    CHECK(parsed(mode, {"1 = Forwarding"}) == "1");
    CHECK(parsed(mode, {"forwardin"}) == "problem: does not know 'forwardin'; did you mean 'forwarding'?");
}

TEST_CASE("texts that only some words are allowed for are checked before they are sent", "[farm]") {
    const std::string pattern = "^(Trace|Debug|Warning|two\\.five)$";
    CHECK(farm::words_of_pattern(pattern) == Texts{"Trace", "Debug", "Warning", "two.five"});
    CHECK(farm::words_of_pattern("^(\\d+|none)$").empty());
    CHECK(farm::words_of_pattern("(a|b)").empty());
    CHECK(farm::spelled_by_pattern(pattern, "warning") == "Warning");
    CHECK(farm::spelled_by_pattern("^[a-z]+$", "ABC") == "ABC");
    CHECK_FALSE(farm::pattern_problem(pattern, "Debug"));
    CHECK(farm::pattern_problem(pattern, "Debgu") == "does not know 'Debgu'; did you mean 'Debug'?");
    CHECK(farm::pattern_problem(pattern, "x") ==
          "does not know 'x'; one of: Trace, Debug, Warning, two.five");
}

TEST_CASE("other patterns are checked as the server would, and refuse nothing when they cannot be read",
          "[farm]") {
    CHECK_FALSE(farm::pattern_problem("^[0-9]{3}$", "123"));
    CHECK(farm::pattern_problem("^[0-9]{3}$", "12") == "must match ^[0-9]{3}$, got '12'");
    CHECK_FALSE(farm::pattern_problem("([", "anything"));
    // Catastrophic for a matcher without a limit.
    CHECK_FALSE(
        farm::pattern_problem("^(a+)+$", std::string(60, 'a') + "b").value_or("").starts_with("does"));
}

TEST_CASE("booleans take the usual words", "[farm]") {
    const auto enabled = field_of("gateway update", "enabled");
    CHECK(parsed(enabled, {"true"}) == "true");
    CHECK(parsed(enabled, {"No"}) == "false");
    CHECK(parsed(enabled, {"maybe"}) == "problem: expects true or false, got 'maybe'");
}

TEST_CASE("a reference by name is left to be looked up", "[farm]") {
    const auto site = field_of("gateway create", "site");
    CHECK(farm::parse_values(site, Texts{"Branch"}).has_names);
    const auto by_id = farm::parse_values(site, Texts{"id:2"});
    CHECK_FALSE(by_id.has_names);
    CHECK(json::write(by_id.value) == "2");
}

TEST_CASE("text must be UTF-8", "[farm]") {
    const auto text = field_of("gateway update", "description");
    CHECK(parsed(text, {"caf\xc3\xa9"}) == "\"caf\xc3\xa9\"");
    CHECK(parsed(text, {"\xff"}) == "problem: is not valid UTF-8");
}

TEST_CASE("lists take commas, repetition, JSON and nothing", "[farm]") {
    const auto list = field_of("gateway update", "allowed-domains-for-cors");
    CHECK(parsed(list, {"a,b", "c"}) == R"(["a","b","c"])");
    CHECK(parsed(list, {R"(a\,b)"}) == R"(["a,b"])");
    CHECK(parsed(list, {R"(["x,y"])"}) == R"(["x,y"])");
    CHECK(parsed(list, {""}) == "[]");
}

TEST_CASE("an element of a list of objects is JSON or pairs", "[farm]") {
    const auto hosts = field_of("provider vm avd-host repair", "hosts");
    const std::string guid = "11111111-2222-3333-4444-555555555555";
    const std::string object = R"({"guid":")" + guid + R"(","guestName":"a"})";
    CHECK(parsed(hosts, {object}) == "[" + object + "]");
    CHECK(parsed(hosts, {"guid=" + guid + ",guestName=a"}) == "[" + object + "]");
    CHECK(parsed(hosts, {object, object}) == "[" + object + "," + object + "]");
    CHECK(parsed(hosts, {R"({"guid":"x"})"}) == "problem: guid: expects a GUID, got 'x'");
    CHECK(parsed(hosts, {R"({"guid":)"}).starts_with("problem: expects JSON"));
}

TEST_CASE("a text that starts like a list stays a text", "[farm]") {
    const auto devices = field_of("gateway update", "mac-allow-only-list");
    CHECK(parsed(devices, {"[::1]:80"}) == R"(["[::1]:80"])");
    CHECK(parsed(devices, {R"(["a","b,c"])"}) == R"(["a","b,c"])");
}
