#include "output/where.hpp"

#include <catch2/catch.hpp>

#include "json/reader.hpp"
#include "sample_rows.hpp"

namespace {

using namespace rasctl;
using output::Where;

const json::Value row = json::parse(R"({
    "id": "12", "server": "RDS-01.contoso.example", "agentState": 0, "agentVer": "21.0.10", "siteId": 2,
    "enabled": true, "sessions": 25, "load": 1.5E1, "note": "", "gone": null, "when": "2024-03-01T10:00:00",
    "tags": ["blue", "green"], "ports": [80, 443], "nested": {"port": 443, "list": [{"x": 1}]},
    "text": "it's \"quoted\" and (odd), DC=example"})")
                            .value();

bool holds(std::string_view expression, const std::optional<catalog::Schema>& schema = {}) {
    const auto where = Where::parse(expression, schema);
    if (!where) FAIL(expression << ": " << where.error().why);
    return where->matches(row);
}

std::string refusal(std::string_view expression, const std::optional<catalog::Schema>& schema = {}) {
    const auto where = Where::parse(expression, schema);
    return where ? "accepted" : where.error().what + ": " + where.error().why;
}

}  // namespace

TEST_CASE("where: every operator") {
    for (const char* expression : {"server=RDS-01.contoso.example",
                                   "server==RDS-01.contoso.example",
                                   "server!=x",
                                   "sessions=25",
                                   "sessions=25.0",
                                   "sessions != 26",
                                   "load=15",
                                   "sessions<26",
                                   "sessions<=25",
                                   "sessions>9",
                                   "sessions>=25",
                                   "id=12",
                                   "id>9",
                                   "server~contoso",
                                   "server~CONTOSO",
                                   "server~RDS-*",
                                   "server~rds-0?.*.example",
                                   "server!~fabrikam",
                                   "enabled",
                                   "enabled=true",
                                   "enabled=yes",
                                   "enabled!=false",
                                   "not note",
                                   "gone=null",
                                   "missing=null",
                                   "gone!=x",
                                   "siteId in (1, 2)",
                                   "siteId not in (3,4)",
                                   "site-id=2",
                                   "SITEID=2",
                                   "nested.port=443",
                                   "nested.list.0.x=1",
                                   "tags=blue",
                                   "tags!=red",
                                   "tags~gre",
                                   "ports>400",
                                   "when>=2024-02-29",
                                   "when<2024-03-02",
                                   "agentVer>21.0.9",
                                   "text~\"it's\"",
                                   "text~'DC=example'",
                                   "text~DC=example",
                                   "note=''",
                                   "note=\"\""}) {
        INFO(expression);
        CHECK(holds(expression));
    }
    for (const char* expression : {"server=rds-01.contoso.example",
                                   "server=x",
                                   "sessions=26",
                                   "sessions<25",
                                   "sessions>25",
                                   "id>100",
                                   "server~fabrikam",
                                   "enabled=false",
                                   "note",
                                   "gone=x",
                                   "gone<1",
                                   "missing=x",
                                   "missing!=x",
                                   "missing>1",
                                   "missing",
                                   "missing!=null",
                                   "siteId in (3,4)",
                                   "siteId not in (1,2)",
                                   "tags=red",
                                   "tags!=blue",
                                   "tags!~gre",
                                   "server=null",
                                   "nested=1",
                                   "enabled=1x",
                                   "when>2025"}) {
        INFO(expression);
        CHECK_FALSE(holds(expression));
    }
}

TEST_CASE("where: and, or, not and parentheses") {
    CHECK(holds("sessions>20 and enabled"));
    CHECK(holds("sessions>20,enabled"));
    CHECK(holds("sessions>20&&enabled"));
    CHECK(holds("sessions=1||siteId=2"));
    CHECK(holds("sessions=1 OR siteId=2 AND enabled"));
    CHECK_FALSE(holds("(sessions=25 or siteId=9) and not enabled"));
    CHECK(holds("!(sessions=1)"));
    CHECK(holds("not not enabled"));
    CHECK(holds("sessions=1 or sessions=2 or (siteId=2, server~rds)"));
    CHECK_FALSE(holds("enabled,sessions=1 or sessions=2"));
}

TEST_CASE("where: enumerations by name and number") {
    const auto schema = output::test::host_status().row;
    REQUIRE(schema.has_value());
    CHECK(holds("agentState=OK", schema));
    CHECK(holds("agent-state=ok", schema));
    CHECK(holds("agentState=0", schema));
    CHECK(holds("agentState!=NotVerified", schema));
    CHECK(holds("agentState in (OK, NotVerified)", schema));
    CHECK(holds("agentState~ok", schema));
    CHECK(holds("site=2", schema));
    CHECK_FALSE(holds("agentState=NotVerified", schema));
    const Where where = Where::parse("agentState=OK", schema).value();
    CHECK(where.matches(json::parse(R"({"agentState":"0 = OK"})").value()));
    CHECK(where.matches(json::parse(R"({"agentState":"OK"})").value()));
    CHECK_FALSE(where.matches(json::parse(R"({"agentState":99})").value()));
    CHECK_FALSE(where.matches(json::parse("[1,2]").value()));
    CHECK_FALSE(where.matches(json::parse("null").value()));
}

TEST_CASE("where: what makes no sense is refused with its place") {
    CHECK(refusal("") == "cannot understand --where: a condition such as name=value expected at the end");
    CHECK(refusal("a=") == "cannot understand --where: a value expected at the end");
    CHECK(refusal("a=1 b=2") == "cannot understand --where: and, or, or the end expected at \"b=2\"");
    CHECK(refusal("(a=1") == "cannot understand --where: a closing ) expected at the end");
    CHECK(refusal("a=1)") == "cannot understand --where: and, or, or the end expected at \")\"");
    CHECK(refusal("a='x") == "cannot understand --where: a closing ' is missing");
    CHECK(refusal("=1") == "cannot understand --where: the name of a field expected at \"=1\"");
    CHECK(refusal("a in 1") == "cannot understand --where: ( and a list of values expected at \"1\"");
    CHECK(refusal("a in (1").starts_with("cannot understand --where: a closing )"));
    CHECK(refusal("a and") == "cannot understand --where: the name of a field expected at the end");
    CHECK(refusal("a..b=1") == "\"a..b\" names no field: a name is missing");
    CHECK(refusal(std::string(100'000, '(')) == "cannot understand --where: nested too deep");
    CHECK(refusal(std::string(100'000, '!')) == "cannot understand --where: nested too deep");
}

TEST_CASE("where: any bytes are read or refused") {
    unsigned seed = 1;
    const std::string_view alphabet = "ab=!<>~()&|,\"' \\\t*?01.not in and or null\xFF\x00";
    for (int round = 0; round < 20'000; ++round) {
        std::string expression;
        for (int i = 0; i < 12; ++i) {
            seed = seed * 1103515245U + 12345U;
            expression += alphabet[(seed >> 16U) % alphabet.size()];
        }
        if (const auto where = Where::parse(expression, {})) (void)where->matches(row);
    }
    SUCCEED();
}
