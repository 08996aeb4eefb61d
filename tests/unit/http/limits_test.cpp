// Servers that want less: fewer requests, no more of a body, no write on an old connection.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "test_client.hpp"
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

}  // namespace

TEST_CASE("a refusal by rate limit is waited out, for writes as well") {
    // A write trusts no connection that was idle for so long: it comes on another.
    std::atomic<int> requests = 0;
    TestServer server([&requests](Peer& peer, int) {
        while (!peer.read_request().empty())
            peer.send(requests++ == 0 ? "HTTP/1.1 429 Slow\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n"
                                      : ok("x"));
    });
    std::vector<milliseconds> waits;
    steady_clock::time_point time{std::chrono::seconds(1000)};
    ClientOptions options = quick_options();
    options.clock.now = [&] { return time; };
    options.clock.sleep = [&](milliseconds wait) -> boost::asio::awaitable<void> {
        waits.push_back(wait);
        time += wait;
        co_return;
    };
    TestClient client(plain_endpoint(server.port()), options);
    CHECK(body(client.post("/", "y")) == "x");
    REQUIRE(waits.size() == 1);
    CHECK(waits.front() >= milliseconds(3000));
    CHECK(waits.front() <= milliseconds(3750));
}

TEST_CASE("a refusal that lasts is answered, one that asks too much is an error") {
    const auto always = [](std::string_view answer) {
        return [answer](Peer& peer, int) {
            while (!peer.read_request().empty()) peer.send(answer);
        };
    };
    TestServer busy(always("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"));
    TestClient client(plain_endpoint(busy.port()), quick_options());
    CHECK(why(client.get()) == "answered 503");
    TestServer later(always("HTTP/1.1 429 Busy\r\nRetry-After: 86400\r\nContent-Length: 0\r\n\r\n"));
    TestClient other(plain_endpoint(later.port()), quick_options());
    const auto refused = other.get();
    CHECK(why(refused) == "it asks to wait 24 hours");
    CHECK(refused.error().http_status == 429);
}

TEST_CASE("a server that limits for ever is given up in the end, however many retries are allowed") {
    TestServer server([](Peer& peer, int) {
        while (!peer.read_request().empty())
            peer.send("HTTP/1.1 429 Slow\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
    });
    steady_clock::time_point time{std::chrono::seconds(1000)};
    ClientOptions options = quick_options();
    options.retry.first_limited_wait = milliseconds(2000);
    options.retry.max_retries = 100;
    options.clock.now = [&] { return time; };
    options.clock.sleep = [&](milliseconds wait) -> boost::asio::awaitable<void> {
        time += wait;
        co_return;
    };
    TestClient client(plain_endpoint(server.port()), options);
    const auto refused = client.get();
    REQUIRE(!refused);
    CHECK(refused.error().http_status == 429);
    CHECK(refused.error().why.starts_with("it has limited requests for"));
    CHECK(time - steady_clock::time_point{std::chrono::seconds(1000)} <= std::chrono::seconds(61));
}

TEST_CASE("a write goes out on no connection that the server may be closing") {
    TestServer server([](Peer& peer, int connection) {
        while (!peer.read_request().empty()) peer.send(ok(std::to_string(connection)));
    });
    steady_clock::time_point time{std::chrono::seconds(1000)};
    ClientOptions options = quick_options();
    options.clock.now = [&] { return time; };
    TestClient client(plain_endpoint(server.port()), options);
    CHECK(body(client.get()) == "0");
    CHECK(body(client.post("/", "y")) == "0");
    time += milliseconds(1100);
    CHECK(body(client.get()) == "0");
    time += milliseconds(1100);
    CHECK(body(client.post("/", "y")) == "1");
    time += std::chrono::minutes(2);
    CHECK(body(client.get()) == "2");
}

TEST_CASE("a server that stops reading a big upload to answer is heard") {
    TestServer server([](Peer& peer, int) {
        peer.read_piece();
        peer.send("HTTP/1.1 100 Continue\r\n\r\n");
        peer.read_piece();
        peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
        std::this_thread::sleep_for(milliseconds(300));  // reads nothing more, and does not close
    });
    TestClient client(plain_endpoint(server.port()), quick_options());
    const auto result = client.post("/", std::string(64 * 1024 * 1024, 'x'));
    REQUIRE(result.has_value());
    CHECK(result->status == 413);
    CHECK(result->body == "big");
}
