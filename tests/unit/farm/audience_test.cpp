// Whom rules and filters let in.
#include "farm/audience.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "farm/account_name.hpp"
#include "json/reader.hpp"

namespace rasctl::farm {
namespace {

json::Value value(const std::string& text) {
    auto read = json::parse(text);
    REQUIRE(read.has_value());
    return std::move(*read);
}

std::string accounts(const std::string& members, int mode = 1, int access = 1) {
    return R"({"access":)" + std::to_string(access) +
           R"(,"securityPrincipals":{"enabled":true,"matchingMode":)" + std::to_string(mode) +
           R"(,"members":[)" + members + "]}}";
}

std::string rule(const std::string& criteria, int priority = 1) {
    return R"({"name":"R)" + std::to_string(priority) + R"(","enabled":true,"priority":)" +
           std::to_string(priority) + R"(,"criteria":)" + criteria + "}";
}

const std::string ben = R"({"account":"COMPANY\\ben.jones","type":1})";
const std::string sales = R"({"account":"COMPANY\\Sales","type":2})";

Reach reach(const std::string& rules, bool by_default, const Person& person) {
    return judge_rules(value("[" + rules + "]"), by_default, person).reach;
}

}  // namespace

TEST_CASE("an account is the same however it is written") {
    const char* const ways[] = {"ben.jones", "BEN.jones", "ben.jones@company.dom", "COMPANY\\ben.jones"};
    for (const std::string known : {"ben.jones@company.dom", "COMPANY\\ben.jones"})
        for (const std::string said : ways) {
            INFO(known << " " << said);
            CHECK(same_account(known, said));
        }
    for (const char* const said :
         {"ben", "ben.jones@other.dom", "OTHER\\ben.jones", "", "@company.dom", "COMPANY\\"}) {
        INFO(said);
        CHECK_FALSE(same_account("ben.jones@company.dom", said));
    }
    // Two whole domains are the same or not.
    CHECK_FALSE(same_account("ben@company.dom", "ben@company.com"));
    // Who names a domain does not mean an account of none.
    CHECK_FALSE(same_account("ben", "ben@company.dom"));
}

TEST_CASE("the first rule that matches decides, else the default") {
    const Person person{.account = "ben.jones@company.dom"};
    CHECK(reach("", true, person) == Reach::yes);
    CHECK(reach("", false, person) == Reach::no);
    CHECK(reach(rule(accounts(ben)), false, person) == Reach::yes);
    CHECK(reach(rule(accounts(ben, 1, 0)), true, person) == Reach::no);
    CHECK(reach(rule(accounts(ben, 0)), false, person) == Reach::no);
    CHECK(reach(rule(accounts(ben, 1, 0), 2) + "," + rule(accounts(ben), 1), false, person) == Reach::yes);
    CHECK(reach(rule(accounts(ben, 1, 0), 1) + "," + rule(accounts(ben), 2), true, person) == Reach::no);
}

TEST_CASE("membership is known, or what the verdict turns on") {
    const std::string rules = rule(accounts(sales));
    const Verdict open = judge_rules(value("[" + rules + "]"), false, {.account = "ben.jones"});
    CHECK(open.reach == Reach::depends);
    CHECK(open.why == "allowed by rule 'R1' for COMPANY\\Sales, else denied by default");
    CHECK(reach(rules, false, {.account = "ben.jones", .groups = {"sales"}}) == Reach::yes);
    CHECK(reach(rules, false, {.account = "ben.jones", .groups = {"it"}, .all_groups_known = true}) ==
          Reach::no);
    // What comes out the same either way turns on nothing.
    CHECK(reach(rules, true, {.account = "ben.jones"}) == Reach::yes);
    const std::string everyone = R"({"account":"Everyone","type":2})";
    CHECK(reach(rule(accounts(everyone)), false, {.account = "ben.jones"}) == Reach::yes);
}

TEST_CASE("nobody is let in by an empty list, and somebody by a full one") {
    CHECK(reach(rule(accounts("")), false, {}) == Reach::no);
    CHECK(reach(rule(accounts("", 0)), false, {}) == Reach::yes);
    CHECK(reach(rule(accounts(ben)), false, {}) == Reach::depends);
    const std::string no_system = R"({"access":1,"oSs":{"enabled":true,"matchingMode":1,
        "allowedOSes":{"linux":false,"windows":false}}})";
    CHECK(reach(rule(no_system), false, {}) == Reach::no);
}

TEST_CASE("criteria hold together, whatever form their values have") {
    const std::string both = R"({"access":"1 = AllowCriteriaWhen",
        "securityPrincipals":{"enabled":true,"matchingMode":"IsOneOfTheFollowing","members":[)" +
                             ben + R"(]},
        "iPs":{"enabled":true,"matchingMode":"1","allowedIPs":{"iPv4s":[{"from":"10.0.0.1","to":"10.0.0.9"}],
        "iPv6s":[]}}})";
    const Verdict here = judge_rules(value("[" + rule(both) + "]"), false, {.account = "ben.jones"});
    CHECK(here.reach == Reach::depends);
    CHECK(here.why == "allowed by rule 'R1' from 10.0.0.1-10.0.0.9, else denied by default");
    CHECK(reach(rule(both), false, {.account = "carla"}) == Reach::no);
    for (const char* const odd : {"null", "[]", "{}", "3", R"({"securityPrincipals":[]})"})
        CHECK(reach(rule(odd), false, {.account = "ben"}) == Reach::yes);
}

TEST_CASE("the filters of versions before 21 hold together, too") {
    const auto judged = [](const std::string& item, const Person& person) {
        return judge_old_filters(value(item), person).reach;
    };
    CHECK(judged("{}", {.account = "ben"}) == Reach::yes);
    CHECK(judged(R"({"userFilterEnabled":true,"allowedUsers":[]})", {}) == Reach::no);
    const std::string item = R"({"userFilterEnabled":true,"allowedUsers":[)" + ben + "]}";
    CHECK(judged(item, {.account = "ben.jones"}) == Reach::yes);
    CHECK(judged(item, {.account = "carla"}) == Reach::no);
    CHECK(judged(R"({"macFilterEnabled":true,"allowedMACs":["aa"]})", {.account = "ben"}) == Reach::depends);
}

}  // namespace rasctl::farm
