// What happens to connections: kept, lost, redirected, limited, slow.
#include <catch2/catch.hpp>
#include <chrono>

#include "test_client.hpp"
#include "test_identity.hpp"
#include "test_server.hpp"

using namespace rasctl;
using namespace rasctl::http;
using namespace rasctl::http::test;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

std::string why(const Result<Response>& result) {
    return result ? "answered " + std::to_string(result->status) : result.error().why;
}
std::string body(const Result<Response>& result) {
    return result ? result->body : "failed: " + result.error().why;
}

void answer_everything(Peer& peer, int) {
    while (!peer.read_request().empty()) peer.send(ok("x"));
}

milliseconds time_of(const std::function<void()>& action) {
    const auto start = steady_clock::now();
    action();
    return std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
}

}  // namespace

TEST_CASE("a request says what it must, once") {
    std::string seen;
    TestServer server([&](Peer& peer, int) {
        seen = peer.read_request();
        peer.send(ok("x"));
    });
    Endpoint endpoint = plain_endpoint(server.port());
    endpoint.base_path = "/farm";
    TestClient client(endpoint, quick_options());
    Request request;
    request.method = "POST";
    request.target = "/api/Site?x=1";
    request.headers = {{"auth_token", "t"}, {"Content-Type", "application/json"}, {"Content-Length", "99"}};
    request.body = std::string("{}");
    REQUIRE(client.send(request).has_value());
    CHECK(seen == "POST /farm/api/Site?x=1 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                      "\r\nUser-Agent: rasctl/" RASCTL_VERSION
                      "\r\nauth_token: t\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
}

TEST_CASE("what would break out of the header is not sent") {
    TestClient client(plain_endpoint(closed_port()), quick_options());
    Request request;
    request.target = "/a b";
    CHECK(client.send(request).error().exit_code == ExitCode::usage);
    request.target = "/";
    request.headers = {{"X", "secret\r\nY: z"}};
    const auto refused = client.send(request);
    REQUIRE(!refused);
    CHECK(refused.error().why == "the header X has a control character");
    request.headers.clear();
    request.method = "GET /x";
    CHECK(client.send(request).error().exit_code == ExitCode::usage);
}

TEST_CASE("a connection is kept for the next request") {
    TestServer server(answer_everything);
    TestClient client(plain_endpoint(server.port()), quick_options());
    for (int i = 0; i < 5; ++i) CHECK(body(client.get()) == "x");
    CHECK(server.connections() == 1);
}

TEST_CASE("a connection that was asked to close, or has bytes left over, is not kept") {
    for (const std::string& answer : {ok("x", "Connection: close\r\n"), ok("x") + "HTTP/1.1 200 OK\r\n",
                                      std::string("HTTP/1.1 204 No Content\r\nContent-Length: 1\r\n\r\nx")}) {
        TestServer server([&](Peer& peer, int) {
            peer.read_request();
            peer.send(answer);
            peer.wait_for_close();
        });
        TestClient client(plain_endpoint(server.port()), quick_options());
        CHECK(client.get().has_value());
        CHECK(client.get().has_value());
        CHECK(server.connections() == 2);
    }
}

TEST_CASE("a kept connection that the server closed is replaced without a word") {
    TestServer server([](Peer& peer, int) {
        peer.read_request();
        peer.send(ok("x"));
    });
    ClientOptions options = quick_options();
    options.retry.max_retries = 0;
    TestClient client(plain_endpoint(server.port()), options);
    for (int i = 0; i < 3; ++i) CHECK(body(client.get()) == "x");
    CHECK(server.connections() == 3);
}

TEST_CASE("a kept connection that breaks under a read is replaced, under a write it is an error") {
    const auto close_on_second = [](Peer& peer, int connection) {
        peer.read_request();
        peer.send(ok("x"));
        peer.read_request();
        if (connection == 0) return;
        peer.send(ok("again"));
    };
    ClientOptions options = quick_options();
    options.retry.max_retries = 0;
    {
        TestServer server(close_on_second);
        TestClient client(plain_endpoint(server.port()), options);
        CHECK(body(client.get()) == "x");
        CHECK(body(client.get()) == "x");
        CHECK(server.connections() == 2);
    }
    {
        TestServer server(close_on_second);
        TestClient client(plain_endpoint(server.port()), options);
        CHECK(body(client.get()) == "x");
        CHECK(why(client.post("/", "y")) == "connection closed without an answer");
        CHECK(server.connections() == 1);
    }
}

TEST_CASE("a lost connection is retried for reads and never for writes") {
    const auto good_at_third = [](Peer& peer, int connection) {
        peer.read_request();
        if (connection < 2) return peer.reset();
        peer.send(ok("x"));
    };
    {
        TestServer server(good_at_third);
        TestClient client(plain_endpoint(server.port()), quick_options());
        CHECK(body(client.get()) == "x");
        CHECK(server.connections() == 3);
    }
    {
        TestServer server(good_at_third);
        TestClient client(plain_endpoint(server.port()), quick_options());
        CHECK(!client.post("/", "y"));
        CHECK(server.connections() == 1);
    }
}

TEST_CASE("a redirect is followed on the same server and with an end") {
    TestServer server([](Peer& peer, int) {
        for (std::string request = peer.read_request(); !request.empty(); request = peer.read_request()) {
            if (request.starts_with("GET /old ")) {
                peer.send("HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n");
            } else if (request.starts_with("GET /loop ")) {
                peer.send("HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
            } else if (request.starts_with("GET /away ")) {
                peer.send(
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:1/x\r\nContent-Length: 0\r\n\r\n");
            } else {
                peer.send(ok(request.substr(0, request.find(" HTTP"))));
            }
        }
    });
    TestClient client(plain_endpoint(server.port()), quick_options());
    CHECK(body(client.get("/old")) == "GET /new");
    CHECK(client.get("/loop").error().what.ends_with("redirects in circles"));
    CHECK(client.get("/away").error().exit_code == ExitCode::refused);
    CHECK(server.connections() == 1);
}

TEST_CASE("a refused connection, an unknown host") {
    ClientOptions options = quick_options();
    TestClient refused(plain_endpoint(closed_port()), options);
    const auto result = refused.get();
    CHECK(why(result) == "connection refused");
    CHECK(result.error().exit_code == ExitCode::network);
    Endpoint unknown = plain_endpoint(1);
    unknown.host = "no-such-host.invalid";
    TestClient client(unknown, options);
    const std::string text = why(client.get());
    const bool told = text == "no such host" || text == "the name server does not answer";
    CHECK(told);
}

TEST_CASE("silence ends at the deadline of its phase") {
    TestServer silent([](Peer& peer, int) { peer.wait_for_close(); });
    TestServer stalls([](Peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        peer.wait_for_close();
    });
    ClientOptions options = quick_options();
    options.deadlines.first_byte = milliseconds(100);
    options.deadlines.between_bytes = milliseconds(120);
    options.deadlines.handshake = milliseconds(140);

    TestClient one(plain_endpoint(silent.port()), options);
    Result<Response> result = Error{};
    CHECK(time_of([&] { result = one.get(); }) < milliseconds(1000));
    CHECK(why(result) == "no answer within 100 ms");
    CHECK(result.error().exit_code == ExitCode::timed_out);

    TestClient two(plain_endpoint(stalls.port()), options);
    CHECK(why(two.get()) == "the answer stopped for 120 ms");

    TestClient three(tls_endpoint(silent.port()), options);
    CHECK(why(three.get()) == "the TLS handshake did not end within 140 ms");

    options.deadlines.whole = milliseconds(50);
    TestClient four(plain_endpoint(silent.port()), options);
    result = four.get();
    CHECK(why(result).starts_with("not done within 50 ms; it was "));
    CHECK(result.error().hint == "give it more time with --request-timeout");
}

TEST_CASE("a trickle is no progress") {
    std::atomic<bool> go_on{true};
    TestServer server([&](Peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (go_on) {
            peer.send("x");
            std::this_thread::sleep_for(milliseconds(100));
        }
    });
    ClientOptions options = quick_options();
    options.deadlines.between_bytes = milliseconds(1000);
    TestClient client(plain_endpoint(server.port()), options);
    CHECK(why(client.get()) == "hardly anything of the answer came for 1 s");
    go_on = false;
}

TEST_CASE("bytes that drip do not outlast the whole") {
    std::atomic<bool> go_on{true};
    TestServer server([&](Peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (go_on) {
            peer.send("x");
            std::this_thread::sleep_for(milliseconds(5));
        }
    });
    ClientOptions options = quick_options();
    options.deadlines.whole = milliseconds(200);
    TestClient client(plain_endpoint(server.port()), options);
    CHECK(why(client.get()).starts_with("not done within 200 ms; it was "));
    go_on = false;
}

TEST_CASE("cancel ends what is under way, whatever it waits for") {
    TestServer silent([](Peer& peer, int) { peer.wait_for_close(); });
    TestServer limits([](Peer& peer, int) {
        while (!peer.read_request().empty())
            peer.send("HTTP/1.1 429 Slow\r\nRetry-After: 15\r\nContent-Length: 0\r\n\r\n");
    });
    for (const Endpoint& endpoint :
         {plain_endpoint(silent.port()), tls_endpoint(silent.port()), plain_endpoint(limits.port())}) {
        Request request;
        request.target = "/";
        TestClient client(endpoint, quick_options());
        Result<Response> result = Error{};
        CHECK(time_of([&] {
                  result = client.send_and(request, milliseconds(50), [](Client& c) { c.cancel(); });
              }) < milliseconds(1000));
        CHECK(result.error().exit_code == ExitCode::interrupted);
        CHECK(client.get().error().exit_code == ExitCode::interrupted);

        TestClient other(endpoint, quick_options());
        CHECK(time_of([&] { result = other.send_and_cancel_coroutine(request, milliseconds(50)); }) <
              milliseconds(1000));
        CHECK(result.error().exit_code == ExitCode::interrupted);
    }
}

TEST_CASE("many requests at a time share a pool") {
    TestServer server(answer_everything);
    TestClient client(plain_endpoint(server.port()), quick_options());
    Request request;
    request.target = "/";
    for (int round = 0; round < 3; ++round) {
        for (const auto& result : client.send_all(std::vector<Request>(8, request)))
            CHECK(body(result) == "x");
    }
    CHECK(server.connections() == 8);
}

TEST_CASE("an early answer to a big upload is what counts") {
    TestServer server([](Peer& peer, int) {
        peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
        peer.wait_for_close();
    });
    TestClient client(plain_endpoint(server.port()), quick_options());
    const auto result = client.post("/", std::string(20 * 1024 * 1024, 'x'));
    REQUIRE(result.has_value());
    CHECK(result->status == 413);
    CHECK(result->body == "big");
}

TEST_CASE("a form is streamed from its files with progress") {
    const TemporaryFile file(std::string(500'000, 'z'));
    std::string seen;
    TestServer server([&](Peer& peer, int) {
        seen = peer.read_request();
        peer.send(ok("x"));
    });
    TestClient client(plain_endpoint(server.port()), quick_options());
    Request request;
    request.method = "POST";
    request.target = "/upload";
    Multipart form;
    form.parts.push_back({"note", "a value", "", "", ""});
    form.parts.push_back({"fi\"le", "", file.path(), "set\r\ntings.dat2", ""});
    request.body = std::move(form);
    request.idempotent = false;
    std::uint64_t told = 0;
    std::optional<std::uint64_t> of;
    request.on_upload = [&](std::uint64_t done, std::optional<std::uint64_t> total) {
        CHECK(done >= told);
        told = done;
        of = total;
    };
    REQUIRE(client.send(request).has_value());
    REQUIRE(of);
    CHECK(told == *of);
    CHECK(seen.find("Content-Length: " + std::to_string(*of) + "\r\n") != std::string::npos);
    CHECK(seen.find("name=\"note\"\r\n\r\na value\r\n") != std::string::npos);
    CHECK(seen.find("name=\"fi%22le\"; filename=\"set%0D%0Atings.dat2\"\r\nContent-Type: "
                    "application/octet-stream\r\n\r\nzzz") != std::string::npos);
    CHECK(seen.ends_with("--\r\n"));

    Multipart missing;
    missing.parts.push_back({"file", "", "/no/such/file", "", ""});
    request.body = std::move(missing);
    const auto refused = client.send(request);
    CHECK(why(refused) == "there is no such file");
    CHECK(refused.error().exit_code == ExitCode::usage);
}

TEST_CASE("a dead first address does not hold up the second") {
    TestServer server(answer_everything, nullptr, "127.0.0.1");
    Endpoint endpoint = plain_endpoint(server.port());
    endpoint.host = "localhost";
    TestClient client(endpoint, quick_options());
    Result<Response> result = Error{};
    CHECK(time_of([&] { result = client.get(); }) < milliseconds(2000));
    CHECK(body(result) == "x");
}

TEST_CASE("an IPv6 literal is reached") {
    TestServer server(answer_everything, nullptr, "::1");
    Endpoint endpoint = plain_endpoint(server.port());
    endpoint.host = "::1";
    TestClient client(endpoint, quick_options());
    CHECK(body(client.get()) == "x");
}
