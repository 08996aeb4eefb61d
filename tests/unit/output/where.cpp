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
                                   "has(sessions)",
                                   "not has(gone)",
                                   "!has(missing)",
                                   "nested.list.x=1",
                                   "gone=x or sessions=25",
                                   "not (gone=x and sessions=1)",
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
                                   "gone!=x",
                                   "not (gone=x)",
                                   "not (missing=x)",
                                   "not (missing!=x)",
                                   "missing not in (1,2)",
                                   "missing!~x",
                                   "not missing",
                                   "not (missing=x or sessions=1)",
                                   "has(missing)",
                                   "has(gone)",
                                   "siteId in (3,4)",
                                   "siteId not in (1,2)",
                                   "tags=red",
                                   "tags!=blue",
                                   "tags!~gre",
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

namespace {

const std::optional<catalog::Schema> sessions = catalog::Catalog::built_in().schema("RDSession");
const std::optional<catalog::Schema> gateways = catalog::Catalog::built_in().schema("Gateway");

bool row_holds(std::string_view json, std::string_view expression,
               const std::optional<catalog::Schema>& schema = sessions) {
    const auto where = Where::parse(expression, schema);
    if (!where) FAIL(expression << ": " << where.error().what << ": " << where.error().why);
    return where->matches(json::parse(json).value());
}

}  // namespace

TEST_CASE("where: durations and sizes in the field's own unit") {
    const std::string_view row_text = R"({"idleTime":5400,"latency":250,"incomingData":3145728})";
    for (const char* expression :
         {"idleTime=5400", "idleTime=1h30m", "idleTime=1.5h", "idleTime>1h", "idleTime<2h", "idleTime=5400s",
          "idleTime!=90s", "idleTime<1d", "latency=250ms", "latency=0.25s", "latency<1s", "incomingData=3MB",
          "incomingData>2mb", "idleTime in (1h, 90m)", "idle-time>=90m"}) {
        INFO(expression);
        CHECK(row_holds(row_text, expression));
    }
    for (const char* expression : {"idleTime>2h", "idleTime=90", "latency>1m", "incomingData=3"}) {
        INFO(expression);
        CHECK_FALSE(row_holds(row_text, expression));
    }
}

TEST_CASE("where: times are instants") {
    for (const char* at :
         {"2024-03-01T10:00:00.5Z", "2024-03-01T12:00:00.500+02:00", "2024-03-01 04:30:00.5000000-0530"}) {
        const std::string row_text = std::string(R"({"logonTime":")") + at + "\"}";
        for (const char* expression :
             {"logonTime=2024-03-01T10:00:00.500Z", "logonTime='2024-03-01T11:00:00,5+01:00'",
              "logonTime>2024-03-01T10:00Z", "logonTime<2024-03-01T10:00:01Z", "logonTime<now",
              "logonTime<now-8h", "logonTime<yesterday", "logonTime<today-7d", "logonTime<NOW+1d12h",
              "logonTime<'now - 1h'", "logonTime~2024"}) {
            INFO(at << " " << expression);
            CHECK(row_holds(row_text, expression));
        }
        CHECK_FALSE(row_holds(row_text, "logonTime>tomorrow"));
    }
    const auto status = output::test::host_status().row;
    CHECK(row_holds(R"({"serviceStartTime":"Wed May 15 09:34:08 2019"})",
                    "serviceStartTime=2019-05-15T09:34:08", status));
    CHECK(row_holds(R"({"serviceStartTime":"03/05/2019 05:30"})", "serviceStartTime='2019-05-03 05:30'",
                    status));
    CHECK(row_holds(R"({"serviceStartTime":"23/03/2021"})", "serviceStartTime>=23/03/2021", status));
    CHECK_FALSE(row_holds(R"({"serviceStartTime":""})", "not (serviceStartTime=now)", status));
}

TEST_CASE("where: booleans, lists and names of objects") {
    for (const char* word : {"yes", "on", "true", "1", "YES", "\"On\""}) {
        CHECK(row_holds(R"({"enabled":true})", std::string("enabled=") + word, gateways));
        CHECK_FALSE(row_holds(R"({"enabled":false})", std::string("enabled=") + word, gateways));
    }
    for (const char* word : {"no", "off", "false", "0"})
        CHECK(row_holds(R"({"enabled":true})", std::string("enabled!=") + word, gateways));
    const std::string_view hops = R"({"rfiInfoList":[{"type":0,"ip":"a"},{"type":1,"ip":"b"}]})";
    CHECK(row_holds(hops, "rfiInfoList.ip=b"));
    CHECK(row_holds(hops, "rfiInfoList.ip!=c"));
    CHECK_FALSE(row_holds(hops, "rfiInfoList.ip!=a"));
    CHECK(row_holds(hops, "rfiInfoList.1.ip=b"));
    CHECK(row_holds(R"({"rfiInfoList":[]})", "rfiInfoList.ip!=a"));
    CHECK_FALSE(row_holds(R"({"rfiInfoList":[]})", "rfiInfoList.ip=a"));

    Where where = Where::parse("siteId!=Branch and siteId in (Branch, 7, id:8)", sessions).value();
    REQUIRE(where.names() == std::vector<output::NamedObject>{{"Site", "Branch"}});
    const json::Value seven = json::parse(R"({"siteId":7})").value();
    CHECK_FALSE(where.matches(seven));
    where.set_id({"Site", "Branch"}, "2");
    CHECK(where.names().empty());
    CHECK(where.matches(seven));
    CHECK_FALSE(where.matches(json::parse(R"({"siteId":"2"})").value()));
}

TEST_CASE("where: texts compare as Unicode") {
    CHECK(row_holds("{\"user\":\"Jo\u0308rg\"}", "user='J\u00F6rg'"));
    CHECK(row_holds("{\"user\":\"J\u00D6RG\"}", "user~'j\u00F6rg'"));
    CHECK_FALSE(row_holds("{\"user\":\"J\u00D6RG\"}", "user='j\u00F6rg'"));
}

TEST_CASE("where: values that cannot be are refused with the nearest that can") {
    const auto why = [](std::string_view expression) { return refusal(expression, sessions); };
    CHECK(why("idleTime>soon") ==
          "\"soon\" is no value of idleTime: expects a number of seconds, or 90s, 500ms, 1h30m or 2d");
    CHECK(why("reconnects=many") == "\"many\" is no value of reconnects: expects a number");
    CHECK(why("reconnects=2h") == "\"2h\" is no value of reconnects: expects a number");
    CHECK(why("logonTime<yesterdy") == "\"yesterdy\" is no value of logonTime: did you mean yesterday?");
    CHECK(why("logonTime<2026-02-30").ends_with("expects a time such as 2026-01-31T08:00, today or now-8h"));
    CHECK(why("logonTime<now-8") != "accepted");
    CHECK(why("state=Disconected").ends_with("did you mean Disconnected?"));
    CHECK(why("state~xyz") != "accepted");
    CHECK(why("state=null") == "\"null\" is no value of state: a field without a value meets no condition");
    CHECK(why("usr=ben") == "unknown field \"usr\": did you mean user?");
    CHECK(why("has(usr)") == "unknown field \"usr\": did you mean user?");
    CHECK(why("\"usr\"=ben") == "accepted");
    CHECK(why("rfiInfoList=3").starts_with("= does not fit rfiInfoList"));
    CHECK(why("siteId~Bra").starts_with("\"Bra\" is no value of siteId"));
    CHECK(why("siteId<Branch").starts_with("< does not fit siteId"));
    CHECK(refusal("enabled=ja", gateways) == "\"ja\" is no value of enabled: expects yes or no");
    CHECK(refusal("enabled=ture", gateways).ends_with("did you mean true?"));
    CHECK(refusal("enabled<yes", gateways) == "< does not fit enabled: it is yes or no: use = or !=");
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
