#include "config/settings.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "config/endpoint_text.hpp"

using namespace rasctl;
using namespace rasctl::config;
using namespace std::chrono_literals;

namespace {

ConfigFile file(std::string_view text) {
    return ConfigFile::parse(text, "/c/config.json").value();
}

ConfigFile prod() {
    return file(R"({"currentContext": "prod", "defaults": {"output": "yaml", "parallel": 4},
                    "contexts": {"prod": {"endpoint": "https://a.example", "output": "csv", "username": "boss",
                                          "passwordCommand": "pass ras", "fingerprint": "AB", "columns": ["id", "name"],
                                          "caFile": "/ca.pem"},
                                 "test": {"endpoint": "https://t"}}})");
}

}  // namespace

TEST_CASE("flag, then environment, then context, then defaults, then what is built in") {
    const Environment environment{{"RASCTL_OUTPUT", "json"}};
    CHECK(Settings({{"output", "id"}}, environment, prod()).text(SettingId::output) == "id");
    CHECK(Settings({}, environment, prod()).text(SettingId::output) == "json");
    CHECK(Settings({}, {}, prod()).text(SettingId::output) == "csv");
    CHECK(Settings({{"context", "test"}}, {}, prod()).text(SettingId::output) == "yaml");
    CHECK(Settings({}, {}, file("{}")).text(SettingId::output) == "table");
    CHECK(Settings({}, {{"RASCTL_OUTPUT", ""}}, prod()).text(SettingId::output) == "csv");
}

TEST_CASE("the context by flag, variable and file") {
    CHECK(Settings({{"context", "x"}}, {{"RASCTL_CONTEXT", "test"}}, prod()).context() == "x");
    CHECK(Settings({}, {{"RASCTL_CONTEXT", "test"}}, prod()).context() == "test");
    CHECK(Settings({}, {}, prod()).context() == "prod");
    CHECK(Settings({}, {}, file("{}")).context().empty());
    CHECK(Settings({}, {}, file("{}")).check_context().has_value());
    const auto wrong = Settings({{"context", "prdo"}}, {}, prod()).check_context();
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().exit_code == ExitCode::usage);
    CHECK(wrong.error().why == "did you mean prod?");
    CHECK(wrong.error().details == std::vector<std::string>{"it was named by --context"});
}

TEST_CASE("typed access") {
    const Settings settings({{"request-timeout", "1.5s"}, {"yes", "true"}}, {{"RASCTL_LIMIT", "7"}}, prod());
    CHECK(settings.duration(SettingId::request_timeout) == 1500ms);
    CHECK(settings.on(SettingId::yes));
    CHECK_FALSE(settings.on(SettingId::quiet));
    CHECK(settings.integer(SettingId::limit) == 7);
    CHECK(settings.integer(SettingId::parallel) == 4);
    CHECK(settings.is_set(SettingId::limit));
    CHECK_FALSE(settings.is_set(SettingId::color));
    CHECK(settings.source(SettingId::parallel) == Source::defaults);
}

TEST_CASE("a bad value names where it came from") {
    const auto by_variable = Settings({}, {{"RASCTL_PARALLEL", "many"}}, prod()).check();
    REQUIRE_FALSE(by_variable.has_value());
    CHECK(by_variable.error().exit_code == ExitCode::usage);
    CHECK(by_variable.error().what == "bad value 'many' of RASCTL_PARALLEL");
    const auto by_file =
        Settings({}, {}, file(R"({"currentContext": "a", "contexts": {"a": {"output": "xml"}}})")).check();
    REQUIRE_FALSE(by_file.has_value());
    CHECK(by_file.error().what == "bad value 'xml' of contexts.a.output in /c/config.json");
    CHECK(by_file.error().hint == "rasctl config unset contexts.a.output");
    CHECK_FALSE(Settings({}, {}, file(R"({"defaults": {"quiet": {"a": 1}}})")).check().has_value());
    CHECK(Settings({}, {}, prod()).check().has_value());
    // A better value elsewhere makes a bad one harmless.
    CHECK(Settings({{"parallel", "2"}}, {{"RASCTL_PARALLEL", "many"}}, prod()).check().has_value());
    CHECK(Settings({}, {{"RASCTL_PARALLEL", "many"}}, prod()).integer(SettingId::parallel) == 8);
}

TEST_CASE("what belongs to a context's endpoint does not reach another") {
    const auto secret = [](const Settings& settings) { return settings.text(SettingId::password_command); };
    CHECK(secret(Settings({}, {}, prod())) == "pass ras");
    CHECK(secret(Settings({{"endpoint", "a.example:20443/"}}, {}, prod())) == "pass ras");
    const Settings elsewhere({{"endpoint", "https://evil.example"}}, {}, prod());
    CHECK(secret(elsewhere).empty());
    CHECK(elsewhere.text(SettingId::fingerprint).empty());
    CHECK(elsewhere.text(SettingId::username).empty());
    CHECK(elsewhere.text(SettingId::ca_file) == "/ca.pem");
    CHECK(elsewhere.text(SettingId::output) == "csv");
    CHECK_FALSE(elsewhere.explain(SettingId::fingerprint).front().ignored.empty());
    CHECK(secret(Settings({}, {{"RASCTL_ENDPOINT", "http://a.example"}}, prod())).empty());
}

TEST_CASE("explaining a value tells every place") {
    const Settings settings({{"output", "id"}}, {{"RASCTL_OUTPUT", "json"}, {"RASCTL_PASSWORD", "hunter2"}},
                            prod());
    const auto places = settings.explain(SettingId::output);
    REQUIRE(places.size() == 5);
    CHECK(places[0].place == "--output");
    CHECK(places[1].place == "RASCTL_OUTPUT");
    CHECK(places[2].place == "contexts.prod.output in /c/config.json");
    CHECK(places[3].place == "defaults.output in /c/config.json");
    CHECK(places[4].value == "table");
    CHECK(settings.explain(SettingId::password).front().value == "(hidden)");
    CHECK(settings.text(SettingId::password) == "hunter2");
}

TEST_CASE("the table is consistent") {
    std::set<std::string_view> names;
    for (const Setting& row : settings_table()) {
        INFO(row.key << row.flag);
        CHECK(&setting(row.id) == &row);
        for (const std::string_view name : {row.key, row.variable}) {
            if (!name.empty()) CHECK(names.insert(name).second);
        }
        if (!row.flag.empty()) {
            std::string variable = "RASCTL_";
            for (const char c : row.flag) variable += c == '-' ? '_' : static_cast<char>(std::toupper(c));
            CHECK(row.variable == variable);
            // A catalogue is named for one call; what a context is to use is imported.
            CHECK(row.key.empty() == (row.id == SettingId::catalog));
            if (!row.key.empty()) CHECK(find_setting(row.flag) == &row);
        }
        CHECK_FALSE(row.description.empty());
        if (!row.fallback.empty()) CHECK_FALSE(why_bad(row, row.fallback));
    }
}

TEST_CASE("values of every type") {
    CHECK(parse_boolean("Yes") == true);
    CHECK(parse_boolean("off") == false);
    CHECK_FALSE(parse_boolean("maybe"));
    CHECK(parse_duration("30") == 30s);
    CHECK(parse_duration("500ms") == 500ms);
    CHECK(parse_duration("2m") == 120s);
    CHECK(parse_duration("1h") == 3600s);
    CHECK(parse_duration("1d") == 86400s);
    CHECK(parse_duration("1m30s") == 90s);
    CHECK(parse_duration("1h30m") == 5400s);
    CHECK(parse_duration("1.5h") == 5400s);
    for (const char* const bad : {"", "s", "-1", "1D", "1h1h", "30m1h", "1 h", "1h30", "1e9", "nan", "inf",
                                  "99999999999999", "0.1ms"}) {
        CHECK_FALSE(parse_duration(bad));
    }
    CHECK(parse_integer("-3") == -3);
    CHECK_FALSE(parse_integer("3x"));
    CHECK_FALSE(parse_integer("99999999999999999999"));
    CHECK(why_bad(setting(SettingId::site), "a\nb"));
}

TEST_CASE("endpoints in one form") {
    CHECK(endpoint_key("RAS.example") == "https://ras.example:20443");
    CHECK(endpoint_key("https://ras.example:20443/") == "https://ras.example:20443");
    CHECK(endpoint_key("HTTP://x") == "http://x:80");
    CHECK(endpoint_key("::1") == "https://[::1]:20443");
    CHECK(endpoint_key("[::1]:5") == "https://[::1]:5");
    CHECK(endpoint_key("https://x/Prefix") == "https://x:20443/Prefix");
    CHECK_FALSE(same_endpoint("x", "x:443"));
    CHECK(scheme_and_host("https://x/p").host == "x:20443");
}

TEST_CASE("an environment that is changed leaves its copies as they were") {
    Environment environment{{"RASCTL_OUTPUT", "json"}};
    const Environment copy = environment;
    const Settings settings({}, environment, prod());
    environment.set("RASCTL_OUTPUT", "id");
    CHECK(settings.text(SettingId::output) == "json");
    Environment other = copy;
    other.unset("RASCTL_OUTPUT");
    CHECK(copy.find("RASCTL_OUTPUT") == "json");
    CHECK_FALSE(other.find("RASCTL_OUTPUT"));
    CHECK(environment.find("RASCTL_OUTPUT") == "id");
}
