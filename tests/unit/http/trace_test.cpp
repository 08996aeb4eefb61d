// What --debug and --trace-file tell, and what they never tell.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "http/trace.hpp"
#include "test_client.hpp"
#include "test_identity.hpp"
#include "test_server.hpp"

using namespace rasctl;
using namespace rasctl::http;
using namespace rasctl::http::test;

namespace {

std::string content(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a trace shows what was done and no secret") {
    TestServer server([](Peer& peer, int) {
        while (!peer.read_request().empty())
            peer.send(
                ok("{\"authToken\":\"PLANTED5\"}", "Set-Cookie: s=PLANTED1\r\nX-Odd: a\xe2\x80\xae\r\n"));
    });
    const TemporaryFile file("");
    std::string debug;
    const auto trace =
        Trace::open([&](std::string_view line) { debug.append(line).append("\n"); }, file.path());
    REQUIRE(trace.has_value());
    ClientOptions options = quick_options();
    options.trace = trace->get();
    TestClient client(plain_endpoint(server.port()), options);
    Request request;
    request.method = "POST";
    request.target = "/api/Site?password=PLANTED2&x=1";
    request.shown_target = "/api/Site?password=***&x=1";
    request.headers = {
        {"auth_token", "PLANTED3"}, {"Authorization", "PLANTED3"}, {"Content-Type", "application/json"}};
    request.body = std::string("{\"password\":\"PLANTED4\"}");
    request.shown_body = "{\"password\":\"***\"}";
    request.idempotent = false;
    REQUIRE(client.send(request).has_value());
    request.shown_target.clear();
    REQUIRE(client.send(request).has_value());

    const std::string record = content(file.path());
    for (const std::string& text : {debug, record}) {
        CHECK(text.find("PLANTED") == std::string::npos);
        CHECK(text.find("\xe2\x80\xae") == std::string::npos);
    }
    CHECK(debug.find("> POST http://127.0.0.1:" + std::to_string(server.port()) +
                     "/api/Site?password=***&x=1\n") != std::string::npos);
    CHECK(debug.find("/api/Site?...\n") != std::string::npos);
    CHECK(debug.find("> auth_token: ***\n") != std::string::npos);
    CHECK(debug.find("> {\"password\":\"***\"}\n") != std::string::npos);
    CHECK(debug.find("< 200 OK") != std::string::npos);
    CHECK(record.find("\"status\":200") != std::string::npos);
    CHECK(std::count(record.begin(), record.end(), '\n') == 2);
}

TEST_CASE("a failed request is traced as well") {
    std::string debug;
    const auto trace = Trace::open([&](std::string_view line) { debug.append(line).append("\n"); }, "");
    ClientOptions options = quick_options();
    options.trace = trace->get();
    TestClient client(plain_endpoint(closed_port()), options);
    CHECK(!client.get());
    CHECK(debug.find("connection refused") != std::string::npos);
}

TEST_CASE("a trace file is for the user alone") {
    const TemporaryFile open_file("");
    chmod(open_file.path().c_str(), 0644);
    CHECK(Trace::open({}, open_file.path()).error().why == "others can read it");
    const std::string link = open_file.path() + ".link";
    REQUIRE(symlink(open_file.path().c_str(), link.c_str()) == 0);
    CHECK(Trace::open({}, link).error().why == "others can read it");
    chmod(open_file.path().c_str(), 0600);
    CHECK(Trace::open({}, link).has_value());
    unlink(link.c_str());
    CHECK(Trace::open({}, "/dev/null").has_value());
    CHECK(Trace::open({}, "/no/such/directory/t").error().exit_code == ExitCode::usage);
    const std::string fresh = open_file.path() + ".new";
    umask(0);
    REQUIRE(Trace::open({}, fresh).has_value());
    struct stat info {};
    stat(fresh.c_str(), &info);
    CHECK((info.st_mode & 0777) == 0600);
    unlink(fresh.c_str());
}

TEST_CASE("secret headers are known by their names") {
    for (const auto* name :
         {"auth_token", "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key"})
        CHECK(is_secret_header(name));
    for (const auto* name : {"Content-Type", "Location", "Date"}) CHECK(!is_secret_header(name));
}
