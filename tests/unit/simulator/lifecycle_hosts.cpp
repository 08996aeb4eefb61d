// Sessions, hosts, pools, templates and virtual machines over simulated time.
#include <catch2/catch.hpp>

#include "simulated_farm.hpp"
#include "simulator/demo/farm.hpp"

namespace rasctl::simulator {
namespace {

using namespace std::chrono_literals;

struct Demo : SimulatedFarm {
    Demo() : SimulatedFarm(21, seed_demo) { log_on(); }
    void pass(std::chrono::seconds time) { service.farm().clock().advance(time); }
    std::int64_t number(const std::string& path, std::string_view member) {
        const Answer answer = call("GET", path);
        const json::Value* value = answer.body.find(member);
        return value ? value->to_int64().value_or(-999) : -999;
    }
    std::size_t count(const std::string& path) { return call("GET", path).body.as_array().size(); }
    std::int64_t host_state(int host) {
        return number("/api/RDS/Host/" + std::to_string(host) + "/status", "agentState");
    }
    std::string first_session(const std::string& host) {
        return call("GET", "/api/RDS/Host/" + host + "/sessions")
            .body.as_array()
            .at(0)
            .find("sessionID")
            ->scalar_text();
    }
};

}  // namespace

TEST_CASE_METHOD(Demo, "a session that is logged off is gone everywhere") {
    const std::string id = first_session("1001");
    const std::int64_t before = number("/api/RDS/Host/1001/status", "activeSessions") +
                                number("/api/RDS/Host/1001/status", "disconnectedSessions");
    const std::string session = "/api/RDS/Host/1001/sessions/" + id;
    CHECK(call("POST", session + "/sendmsg", R"({"title":"Hello","message":"Please save"})").status == 204);
    CHECK(call("POST", session + "/logoff").status == 204);
    CHECK(call("GET", session).status == 404);
    CHECK(number("/api/RDS/Host/1001/status", "activeSessions") +
              number("/api/RDS/Host/1001/status", "disconnectedSessions") ==
          before - 1);
    CHECK(count("/api/RDSession") == 299);
    const Answer processes = call("GET", "/api/RDS/Host/1001/sessions/processes");
    for (const json::Value& process : processes.body.as_array())
        CHECK(process.find("session")->scalar_text() != id);
}

TEST_CASE_METHOD(Demo, "a disconnected session stays and is counted as such") {
    const std::string id = first_session("1002");
    CHECK(call("POST", "/api/RDS/Host/1002/sessions/" + id + "/disconnect").status == 204);
    CHECK(number("/api/RDS/Host/1002/sessions/" + id, "state") == 4);
    CHECK(call("POST", "/api/RDS/Host/1003/sessions/" + id + "/logoff").status == 404);
}

TEST_CASE_METHOD(Demo, "killing a process takes it off the list") {
    const std::string id =
        call("GET", "/api/RDS/Host/1001/sessions/processes").body.as_array().at(0).find("pid")->scalar_text();
    CHECK(call("POST", "/api/RDS/Host/1001/sessions/processes/" + id + "/kill").status == 204);
    CHECK(call("GET", "/api/RDS/Host/1001/sessions/processes/" + id).status == 404);
}

TEST_CASE_METHOD(Demo, "desktops show the sessions that the farm's list shows") {
    CHECK(count("/api/Provider/VM/VDIHost/Session") == 8);
    CHECK(count("/api/Provider/VM/AVDHost/Session") == 4);
    const std::string machine = demo::desktop_id(1);
    const std::string host = "/api/Provider/51/VM/" + machine + "/VDIHost";
    CHECK(count(host + "/Session") == 1);
    CHECK(call("POST", host + "/LogOff").status == 204);
    CHECK(count(host + "/Session") == 0);
    CHECK(count("/api/RDSession") == 299);
}

TEST_CASE_METHOD(Demo, "a host drains until it is enabled or rebooted") {
    CHECK(call("POST", "/api/RDS/Host/1001/Drain").status == 204);
    CHECK(host_state(1001) == 14);
    CHECK(call("POST", "/api/RDS/Host/1001/EnableLogons").status == 204);
    CHECK(host_state(1001) == 0);
    CHECK(call("POST", "/api/RDS/Host/1001/DrainUntilReboot").status == 204);
    CHECK(host_state(1001) == 13);
    CHECK(call("POST", "/api/RDS/Host/1001/CancelDisabledState").status == 204);
    CHECK(call("POST", "/api/RDS/Host/1001/CancelDisabledState").status == 400);
}

TEST_CASE_METHOD(Demo, "a reboot ends the sessions and comes back") {
    CHECK(call("POST", "/api/RDS/Host/1001/Reboot").status == 204);
    CHECK(host_state(1001) == 21);
    pass(11s);
    CHECK(host_state(1001) == -1);
    CHECK(count("/api/RDS/Host/1001/sessions") == 0);
    CHECK(number("/api/RDS/Host/1001/status", "activeSessions") == 0);
    pass(46s);
    CHECK(host_state(1001) == 10);
    pass(16s);
    CHECK(host_state(1001) == 0);
}

TEST_CASE_METHOD(Demo, "a pending reboot can be called off") {
    CHECK(call("POST", "/api/RDS/Host/1001/Reboot").status == 204);
    CHECK(call("POST", "/api/RDS/Host/1001/CancelPendingReboot").status == 204);
    pass(120s);
    CHECK(host_state(1001) == 0);
    CHECK(count("/api/RDS/Host/1001/sessions") > 0);
}

TEST_CASE_METHOD(Demo, "a host that was shut down starts with its machine") {
    CHECK(call("POST", "/api/RDS/Host/1001/Shutdown").status == 204);
    pass(15s);
    CHECK(host_state(1001) == -1);
    CHECK(number("/api/Provider/52/VM/vm-2001", "state") == 2);
    CHECK(call("POST", "/api/Provider/52/VM/vm-2001/Start").status == 204);
    CHECK(call("POST", "/api/Provider/52/VM/vm-2001/Start").status == 400);
    CHECK(number("/api/Provider/52/VM/vm-2001", "state") == 0);
    pass(31s);
    CHECK(number("/api/Provider/52/VM/vm-2001", "state") == 1);
    CHECK(host_state(1001) == 0);
}

TEST_CASE_METHOD(Demo, "a template leaves maintenance with a new version") {
    CHECK(call("POST", "/api/RDS/Template/111/ExitMaintenance").status == 400);
    CHECK(call("POST", "/api/RDS/Template/111/EnterMaintenance").status == 204);
    CHECK(call("POST", "/api/RDS/Template/111/EnterMaintenance").status == 400);
    CHECK(number("/api/RDS/Template/111/Status", "agentState") == 52);
    CHECK(call("POST", "/api/RDS/Template/111/ExitMaintenance").status == 204);
    CHECK(count("/api/RDS/Template/111/Version") == 3);
    pass(41s);
    CHECK(number("/api/RDS/Template/111/Status", "agentState") == 0);
}

TEST_CASE_METHOD(Demo, "hosts of a pool are made anew one after the other") {
    CHECK(call("POST", "/api/RDS/HostPool/101/RecreateHosts", R"({"hostIds":["1001","1002"]})").status ==
          204);
    CHECK(host_state(1002) == 61);
    pass(1s);
    CHECK(host_state(1001) == 25);
    pass(45s);
    CHECK(host_state(1001) == 18);
    CHECK(host_state(1002) == 25);
    pass(60s);
    CHECK(host_state(1001) == 0);
    CHECK(host_state(1002) == 18);
    pass(60s);
    CHECK(host_state(1002) == 0);
}

TEST_CASE_METHOD(Demo, "a pool gets further hosts from its template") {
    CHECK(call("POST", "/api/RDS/HostPool/102/CreateHosts", R"({"hostsToCreate":1})").status == 400);
    CHECK(call("POST", "/api/RDS/HostPool/101/CreateHosts", R"({"hostsToCreate":2})").status == 204);
    CHECK(count("/api/RDS/Host") == 42);
    CHECK(number("/api/RDS/HostPool/101/Status", "members") == 20);
    CHECK(call("POST", "/api/VDI/HostPool/121/CreateHosts", R"({"hostsToCreate":3})").status == 204);
    CHECK(count("/api/Provider/VM/VDIHost") == 15);
    // Hosts are moved in, and none is taken out.
    const auto before = number("/api/RDS/HostPool/102/Status", "members");
    CHECK(call("PUT", "/api/RDS/HostPool/102/Members", R"({"rdsIds":[1001]})").status == 204);
    CHECK(number("/api/RDS/HostPool/102/Status", "members") == before + 1);
    CHECK(number("/api/RDS/HostPool/101/Status", "members") == 19);
}

}  // namespace rasctl::simulator
