// What a command chooses: exactly what was asked for, and nothing where nothing was.
#include <catch2/catch.hpp>

#include "fake_farm.hpp"

namespace rasctl::commands {
namespace {

using Writes = std::vector<std::string>;

constexpr const char* gateways = R"([{"id":1,"server":"gw1.example","enabled":true,"siteId":1},
    {"id":2,"server":"gw2.example","enabled":false,"siteId":1},
    {"id":3,"server":"gw3.example","enabled":false,"siteId":2}])";

constexpr const char* sessions =
    R"([{"sessionID":7,"serverID":4,"sessionHostName":"h1.example","user":"ben@company.dom","source":1,"state":0,"idleTime":10},
        {"sessionID":8,"serverID":4,"sessionHostName":"h1.example","user":"COMPANY\\amy","source":1,"state":3,"idleTime":9000},
        {"sessionID":7,"serverID":5,"sessionHostName":"h2.example","user":"eve@company.dom","source":1,"state":0,"idleTime":10}])";

constexpr const char* items = R"([{"id":1,"name":"Office","type":1,"parentId":0},
    {"id":2,"name":"Word","type":2,"parentId":1},{"id":3,"name":"Wiki","type":6,"parentId":1},
    {"id":4,"name":"Desk","type":3,"parentId":1}])";

void fill(FakeFarm& farm) {
    farm.lists("/api/Gateway", gateways);
    farm.lists("/api/RDSession", sessions);
    farm.lists("/api/PubItems", items);
    farm.lists("/api/PubItems/Folders", R"([{"id":1,"name":"Office","type":1,"parentId":0}])");
    farm.lists("/api/PubItems/Apps/RDS",
               R"([{"id":2,"name":"Word","type":2,"parentId":1,"target":"w.exe"}])");
    farm.lists("/api/Site", R"([{"id":1,"name":"Main"},{"id":2,"name":"Branch"}])");
    farm.lists("/api/Gateway?siteId=2", R"([{"id":3,"server":"gw3.example","enabled":false,"siteId":2}])");
    farm.lists("/api/Gateway?SiteId=2", R"([{"id":3,"server":"gw3.example","enabled":false,"siteId":2}])");
    farm.lists("/api/MFA", R"([{"id":1,"name":"Duo","type":5},{"id":2,"name":"Codes","type":9}])");
}

}  // namespace

TEST_CASE("an act reaches what was chosen, each once") {
    FakeFarm farm;
    fill(farm);
    const auto writes = [&](std::vector<std::string> words) {
        const Ran ended = farm.run(std::move(words));
        INFO(ended.err);
        CHECK(ended.code == 0);
        return farm.written();
    };
    CHECK(writes({"gateway", "delete", "gw1.example", "--yes"}) == Writes{"DELETE /api/Gateway/1"});
    CHECK(writes({"gateway", "delete", "1", "gw1.example", "id:1", "001", "--yes"}) ==
          Writes{"DELETE /api/Gateway/1"});
    CHECK(writes({"gateway", "delete", "--where", "enabled=false", "--yes"}) ==
          Writes{"DELETE /api/Gateway/2", "DELETE /api/Gateway/3"});
    CHECK(writes({"gateway", "delete", "--where", "enabled=false", "--where", "id>2", "--yes"}) ==
          Writes{"DELETE /api/Gateway/3"});
    CHECK(writes({"gateway", "delete", "--all", "--site", "Branch", "--yes"}) ==
          Writes{"DELETE /api/Gateway/3"});
    CHECK(writes({"pub", "folder", "delete", "--all", "--yes"}) == Writes{"DELETE /api/PubItems/1/Folders"});
    CHECK(writes({"pub", "app", "rds", "delete", "--where", "target~w.exe", "--yes"}) ==
          Writes{"DELETE /api/PubItems/2/Apps/RDS"});
    CHECK(writes({"pub", "app", "local", "delete", "--all", "--yes"}) ==
          Writes{"DELETE /api/PubItems/3/Apps/Local"});
    CHECK(writes({"mfa", "radius", "update", "--all", "--enabled", "--yes"}) ==
          Writes{"PUT /api/MFA/Radius/1"});
    CHECK(writes({"session", "logoff", "--user", "ben", "--yes"}) ==
          Writes{"POST /api/RDS/Host/4/sessions/7/logoff"});
    CHECK(writes({"session", "logoff", "--user", "amy,ben", "--yes"}).size() == 2);
    CHECK(writes({"session", "logoff", "h2.example/7", "--yes"}).size() == 1);
    CHECK(writes({"session", "logoff", "--all", "--yes"}).size() == 3);
}

TEST_CASE("what is empty chooses nothing and is named") {
    FakeFarm farm;
    fill(farm);
    struct Row {
        std::vector<std::string> words;
        const char* part;
    };
    for (const auto& [words, part] : {
             Row{{"session", "logoff", "--user", ""}, "--user"},
             Row{{"session", "logoff", "--user", " , "}, "--user"},
             Row{{"session", "logoff", "--user", "ben,"}, "--user"},
             Row{{"session", "logoff", "--host", ""}, "--host"},
             Row{{"session", "logoff", "--where", " "}, "--where"},
             Row{{"session", "logoff", "--state", ""}, "--state"},
             Row{{"session", "logoff"}, "nothing is chosen"},
             Row{{"session", "logoff", ""}, "empty"},
             Row{{"session", "logoff", "7", "--all"}, "either"},
             Row{{"gateway", "delete", ""}, "empty"},
             Row{{"gateway", "delete", "id:"}, "empty"},
             Row{{"gateway", "delete", "gw1.example", " "}, "empty"},
             Row{{"gateway", "delete", "--where", ""}, "--where"},
             Row{{"gateway", "delete", "--where="}, "--where"},
             Row{{"gateway", "delete", "--all", "--site", ""}, "--site"},
             Row{{"gateway", "delete", "gw1.example", "--all"}, "either"},
             Row{{"gateway", "list", "--server", ""}, "--server"},
             Row{{"gateway", "list", "--where", ","}, "--where"},
             Row{{"gateway", "list", "--site", ""}, "--site"},
             Row{{"wait", "gateway", "--where", "", "--for", "enabled=true"}, "--where"},
             Row{{"wait", "gateway", "", "--for", "enabled=true"}, "empty"},
         }) {
        auto line = words;
        line.emplace_back("--yes");
        const Ran ended = farm.run(line);
        INFO(words[1] << ": " << ended.err);
        CHECK(ended.code == 2);
        CHECK(ended.err.find(part) != std::string::npos);
        CHECK(farm.written().empty());
    }
}

TEST_CASE("a session is one user's on one host, however it is named") {
    FakeFarm farm;
    fill(farm);
    const Ran both = farm.run({"session", "logoff", "7", "--yes"});
    CHECK(both.code == 2);
    CHECK(both.err.find("2 hosts have a session of this number") != std::string::npos);
    CHECK(farm.written().empty());
    CHECK(farm.run({"session", "logoff", "8", "8", "h1.example/8", "amy", "--yes"}).code == 0);
    CHECK(farm.written() == Writes{"POST /api/RDS/Host/4/sessions/8/logoff"});
}

TEST_CASE("nothing on stdin is nothing to do") {
    FakeFarm farm;
    fill(farm);
    const Ran ended = farm.run({"gateway", "delete", "-", "--yes", "-o", "json"}, " \n\n");
    CHECK(ended.code == 0);
    CHECK(ended.out == "[]\n");
    CHECK(farm.written().empty());
    CHECK(farm.run({"gateway", "delete", "-", "--all", "--yes"}, "").code == 2);
    CHECK(farm.run({"session", "logoff", "-", "--yes", "-o", "json"}, "").out == "[]\n");
}

TEST_CASE("more than --at-most allows is not begun") {
    FakeFarm farm;
    fill(farm);
    const Ran many = farm.run({"gateway", "delete", "--all", "--at-most", "2", "--yes"});
    CHECK(many.code == 5);
    CHECK(many.err.find("3 targets") != std::string::npos);
    CHECK(farm.run({"session", "logoff", "--all", "--at-most", "2", "--yes"}).code == 5);
    CHECK(farm.written().empty());
    CHECK(farm.run({"gateway", "delete", "--all", "--at-most", "3", "--yes"}).code == 0);
    CHECK(farm.written().size() == 3);
    CHECK(farm.run({"gateway", "delete", "1", "--at-most", "x", "--yes"}).code == 2);
}

TEST_CASE("options that an act would ignore are refused") {
    FakeFarm farm;
    fill(farm);
    for (const char* option : {"--limit=1", "--sort=id", "--columns=id", "--watch"}) {
        INFO(option);
        CHECK(farm.run({"gateway", "delete", "--all", "--yes", option}).code == 2);
    }
    CHECK(farm.run({"session", "logoff", "--all", "--yes", "--limit", "1"}).code == 2);
    CHECK(farm.written().empty());
}

}  // namespace rasctl::commands
