// What is told of an act, however it ends, and what is asked before it.
#include <catch2/catch.hpp>

#include <map>

#include "commands/run/farm/user_sessions.hpp"
#include "fake_farm.hpp"

namespace rasctl::commands {
namespace {

constexpr const char* hosts = R"([{"id":1,"server":"h1"},{"id":2,"server":"h2"},{"id":3,"server":"h3"}])";

std::string result_of(const json::Value& row) {
    return row.find("result")->scalar_text();
}

Result<http::Response> status(unsigned code) {
    http::Response response;
    response.status = code;
    return response;
}

}  // namespace

TEST_CASE("an act has one shape, whatever the count") {
    FakeFarm farm;
    farm.lists("/api/RDS/Host", hosts);
    for (const auto& [targets, count] : {std::pair<std::vector<std::string>, std::size_t>{{"1"}, 1},
                                         {{"1", "h2"}, 2},
                                         {{"--all"}, 3},
                                         {{"--where", "id>9"}, 0}}) {
        std::vector<std::string> words{"rds", "host", "drain"};
        words.insert(words.end(), targets.begin(), targets.end());
        words.insert(words.end(), {"--yes", "-o", "json"});
        const Ran ended = farm.run(words);
        INFO(ended.err << ended.out);
        CHECK(ended.code == 0);
        const json::Value rows = ended.json();
        REQUIRE(rows.is_array());
        CHECK(rows.as_array().size() == count);
        for (const json::Value& row : rows.as_array()) {
            CHECK(result_of(row) == "done");
            for (const char* member : {"id", "name", "error", "answer"}) CHECK(row.find(member) != nullptr);
        }
    }
    CHECK(farm.run({"rds", "host", "drain", "1", "2", "--yes", "-q"}).out == "1\n2\n");
}

TEST_CASE("what may have been done is unknown, and one loss does not stop the others") {
    FakeFarm farm;
    farm.writes([](const Sent& sent) -> Result<http::Response> {
        if (sent.target.find("/2/") != std::string::npos) return lost_answer();
        if (sent.target.find("/3/") != std::string::npos) return status(409);
        if (sent.target.find("/4/") != std::string::npos) return status(504);
        return status(204);
    });
    const Ran ended =
        farm.run({"rds", "host", "drain", "1", "2", "3", "4", "5", "--yes", "-o", "json", "--parallel", "1"});
    CHECK(ended.code == 8);
    std::vector<std::string> results;
    const json::Value rows = ended.json();
    for (const json::Value& row : rows.as_array()) results.push_back(result_of(row));
    CHECK(results == std::vector<std::string>{"done", "unknown", "failed", "unknown", "done"});
    // Every line on stderr is JSON, too.
    std::istringstream lines(ended.err);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) CHECK(json::parse(line).has_value());
    CHECK(count == 4);
    CHECK(ended.err.find("2 done, 1 failed, 2 unknown") != std::string::npos);
    CHECK(ended.err.find("rasctl rds host drain 3 ") != std::string::npos);
}

TEST_CASE("several losses in a row end it, and the rest is not started") {
    FakeFarm farm;
    farm.writes([](const Sent&) -> Result<http::Response> { return no_connection(); });
    const Ran ended =
        farm.run({"rds", "host", "drain", "1", "2", "3", "4", "5", "--yes", "-o", "json", "--parallel", "1"});
    std::vector<std::string> results;
    const json::Value rows = ended.json();
    for (const json::Value& row : rows.as_array()) results.push_back(result_of(row));
    CHECK(results == std::vector<std::string>{"failed", "failed", "failed", "not started", "not started"});
    CHECK(farm.written().size() == 3);
}

TEST_CASE("the hint repeats the whole command for what is left") {
    FakeFarm farm;
    farm.lists("/api/Provider/9/VM", R"([{"id":"a","name":"a"},{"id":"b","name":"b"}])");
    farm.writes(
        [](const Sent& sent) { return status(sent.target.find("/VM/b/") != std::string::npos ? 409 : 204); });
    const Ran ended = farm.run({"provider", "vm", "stop", "9", "a", "b", "--yes", "--parallel", "2"});
    INFO(ended.err);
    const auto hint = ended.err.find("hint: rasctl provider vm stop 9 b --");
    REQUIRE(hint != std::string::npos);
    for (const char* flag : {" --parallel 2", " --yes"})
        CHECK(ended.err.find(flag, hint) != std::string::npos);
    CHECK(ended.err.find("failed for 1 of 2") != std::string::npos);
}

TEST_CASE("the hint names the sessions that are left, and not how they were chosen") {
    FakeFarm farm;
    farm.lists("/api/RDSession",
               R"([{"sessionID":7,"serverID":4,"sessionHostName":"h1","user":"ben","poolName":"Office",
                    "source":1,"state":4,"idleTime":9000},
                   {"sessionID":8,"serverID":4,"sessionHostName":"h1","user":"ben","poolName":"Office",
                    "source":1,"state":4,"idleTime":9000}])");
    farm.writes(
        [](const Sent& sent) { return status(sent.target.find("/8/") != std::string::npos ? 409 : 204); });
    // Of each option that chooses, one that chooses both.
    const std::map<std::string, std::string> values{
        {"user", "ben"},           {"host", "h1"}, {"group", "Office"}, {"idle-longer-than", "1s"},
        {"state", "disconnected"}, {"all", ""},    {"at-most", "5"}};
    for (const Option& option : session_choice_options()) {
        const std::string& value = values.at(option.name);
        std::vector<std::string> words{"session", "logoff", "--yes", "--" + option.name};
        if (!value.empty()) words.push_back(value);
        if (option.name == "at-most") words.emplace_back("--all");
        const Ran ended = farm.run(words);
        INFO(option.name << "\n" << ended.err);
        const auto hint = ended.err.find("hint: rasctl session logoff h1/8");
        REQUIRE(hint != std::string::npos);
        CHECK(ended.err.find(" --" + option.name, hint) == std::string::npos);
    }
}

TEST_CASE("what makes no sense of the output is found before anything is sent") {
    FakeFarm farm;
    farm.lists("/api/RDS/Host", hosts);
    for (const char* filter : {".x.y", ".[", ".[0] | keys | .x"}) {
        INFO(filter);
        CHECK(farm.run({"rds", "host", "drain", "1", "2", "--yes", "--jq", filter}).code == 2);
        CHECK(farm.written().empty());
    }
    CHECK(farm.run({"rds", "host", "drain", "1", "--yes", "--jq", ".[].id"}).out == "1\n");
    const Ran misspelt = farm.run({"rds", "host", "list", "--columns", "servr"});
    CHECK(misspelt.code == 2);
    CHECK(misspelt.err.find("server") != std::string::npos);
}

TEST_CASE("what destroys, disturbs or is chosen by rule needs --yes off a terminal") {
    FakeFarm farm;
    farm.lists("/api/RDS/Host", hosts);
    farm.lists("/api/Gateway", R"([{"id":1,"server":"gw1"}])");
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"gateway", "delete", "1"},
             {"rds", "host", "drain", "1"},
             {"rds", "host", "reboot", "1"},
             {"broker", "promote", "1"},
             {"gateway", "update", "1", "--no-enabled"},
             {"gateway", "update", "1", "--set", "enabled=false"},
             {"gateway", "update", "--all", "--description", "x"},
             {"rds", "pool", "member", "update", "1", "--hosts", "1"},
             {"tunneling-policy", "update", "1", "--rds-hosts", "1"},
         }) {
        const Ran ended = farm.run(words);
        INFO(words[1] << " " << words[2] << ended.err);
        CHECK(ended.code == 2);
        CHECK(ended.err.find("--yes") != std::string::npos);
        CHECK(farm.written().empty());
    }
    CHECK(farm.run({"gateway", "update", "1", "--enabled"}).code == 0);
    CHECK(farm.run({"gateway", "update", "1", "--description", "x"}).code == 0);
    CHECK(farm.run({"gateway", "update", "1"}).code == 2);
}

TEST_CASE("what waits for settings apply says so, and --apply makes it live") {
    FakeFarm farm;
    farm.lists("/api/Gateway", R"([{"id":1,"server":"gw1"}])");
    farm.lists("/api/PubItems", R"([{"id":1,"name":"Word","type":2,"parentId":0}])");
    farm.lists("/api/RDS/Host", hosts);
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"gateway", "create", "--server", "gw2"},
             {"gateway", "update", "1", "--description", "x"},
             {"gateway", "delete", "1", "--yes"},
             {"pub", "item", "move", "1", "--parent", "0"},
         }) {
        INFO(words[0] << " " << words[1] << " " << words[2]);
        const Ran waiting = farm.run(words);
        CHECK(waiting.code == 0);
        CHECK(waiting.err.find("rasctl settings apply") != std::string::npos);
        const auto without = farm.written();
        auto with = words;
        with.emplace_back("--apply");
        const Ran live = farm.run(with);
        CHECK(live.code == 0);
        CHECK(live.err.find("settings applied") != std::string::npos);
        auto wanted = without;
        wanted.emplace_back("POST /api/Settings/apply");
        CHECK(farm.written() == wanted);
    }
    const Ran at_once = farm.run({"rds", "host", "drain", "1", "--yes"});
    CHECK(at_once.code == 0);
    CHECK(at_once.err.find("settings apply") == std::string::npos);
}

TEST_CASE("members are added to a list that is replaced as a whole, and what came out is said") {
    FakeFarm farm;
    farm.lists("/api/RDS/HostPool", R"([{"id":5,"name":"Office"}])");
    farm.lists("/api/RDS/Host", hosts);
    farm.lists("/api/RDS/HostPool/5/Members", R"([{"id":1,"server":"h1"}])");
    farm.writes([&farm](const Sent&) {
        farm.lists("/api/RDS/HostPool/5/Members", R"([{"id":1,"server":"h1"},{"id":2,"server":"h2"}])");
        return status(204);
    });
    const Ran added = farm.run({"rds", "pool", "member", "add", "Office", "h2", "3", "-o", "json"});
    INFO(added.err << added.out);
    CHECK(added.code == 8);
    CHECK(result_of(added.json().as_array()[0]) == "done");
    CHECK(result_of(added.json().as_array()[1]) == "failed");
    const auto put =
        std::find_if(farm.sent.begin(), farm.sent.end(), [](const Sent& one) { return one.method == "PUT"; });
    REQUIRE(put != farm.sent.end());
    CHECK(put->body == R"({"rdsIds":[1,2,3]})");
    farm.written();
    CHECK(farm.run({"rds", "pool", "member", "remove", "Office", "h2"}).code == 2);
    CHECK(farm.run({"rds", "pool", "member", "remove", "Office", "h3", "--yes"}).code == 4);
    CHECK(farm.written().empty());
    // A server that only puts hosts in does not take one out, and that is said.
    CHECK(farm.run({"rds", "pool", "member", "remove", "Office", "h2", "--yes"}).code != 0);
}

}  // namespace rasctl::commands
