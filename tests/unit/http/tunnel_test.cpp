// Going through a proxy.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "test_client.hpp"
#include "test_identity.hpp"
#include "test_server.hpp"

using namespace rasctl;
using namespace rasctl::http;
using namespace rasctl::http::test;

namespace {

std::string why(const Result<Response>& result) {
    return result ? "answered " + result->body : result.error().why;
}

Proxy proxy_at(std::uint16_t port, bool credentials = false) {
    return *parse_proxy(
        std::string(credentials ? "http://user:pass@" : "") + "127.0.0.1:" + std::to_string(port), "--proxy");
}

// What a client gets from a proxy that answers CONNECT with this.
Result<Response> with_proxy_saying(const std::string& answer, bool credentials = false) {
    TestServer proxy([&](Peer& peer, int) {
        peer.read_request();
        peer.send(answer);
        peer.cut();
        peer.wait_for_close();
    });
    ClientOptions options = quick_options();
    options.retry.max_retries = 0;
    options.proxy = proxy_at(proxy.port(), credentials);
    TestClient client(tls_endpoint(20443, "ras.example"), options);
    return client.get();
}

}  // namespace

TEST_CASE("TLS goes through a tunnel") {
    // The tunnel's far end is the same process: after its 200 the proxy's connection becomes the TLS
    // server's.
    const Identity identity({});
    const auto context = identity.server();
    std::string asked;
    TestServer server(
        [](Peer& peer, int) {
            while (!peer.read_request().empty()) peer.send(ok("through"));
        },
        context.get());
    TestServer proxy([&](Peer& peer, int) {
        asked = peer.read_request();
        peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
        const int onward = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(server.port());
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(onward, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0) {
            std::thread back([&] {
                char piece[4096];
                for (ssize_t got = 0; (got = recv(onward, piece, sizeof piece, 0)) > 0;)
                    peer.send({piece, static_cast<std::size_t>(got)});
            });
            for (std::string more = peer.read_piece(); !more.empty(); more = peer.read_piece()) {
                if (send(onward, more.data(), more.size(), MSG_NOSIGNAL) <= 0) break;
            }
            shutdown(onward, SHUT_RDWR);
            back.join();
        }
        close(onward);
    });
    ClientOptions options = quick_options();
    options.tls.fingerprint = identity.fingerprint();
    options.proxy = proxy_at(proxy.port(), true);
    {
        TestClient client(tls_endpoint(server.port(), "ras.example"), options);
        CHECK(why(client.get()) == "answered through");
        CHECK(why(client.get()) == "answered through");
    }
    const std::string place = "ras.example:" + std::to_string(server.port());
    CHECK(asked == "CONNECT " + place + " HTTP/1.1\r\nHost: " + place +
                       "\r\nUser-Agent: rasctl/" RASCTL_VERSION
                       "\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n");
    const auto certificate = certificate_of(tls_endpoint(server.port(), "ras.example"), options.proxy);
    REQUIRE(certificate.has_value());
    CHECK(certificate->fingerprint == identity.fingerprint());
}

TEST_CASE("what a proxy refuses is told as the proxy's doing") {
    CHECK(why(with_proxy_saying("HTTP/1.1 407 Auth\r\nContent-Length: 3\r\n\r\nno!")) ==
          "it wants a user and a password (407)");
    CHECK(why(with_proxy_saying("HTTP/1.1 407 Auth\r\n\r\n", true)) ==
          "it does not accept this user and password (407)");
    CHECK(why(with_proxy_saying("HTTP/1.1 403 Forbidden\r\n\r\n")) ==
          "it refused to connect to ras.example:20443 (403 Forbidden)");
    CHECK(why(with_proxy_saying("garbage\r\n\r\n")) == "what it answered is not HTTP");
    CHECK(why(with_proxy_saying("")) == "it closed the connection without an answer");
    CHECK(why(with_proxy_saying("HTTP/1.1 200 OK\r\n\r\nmore")) == "it sent more than was asked for");
    const auto refused = with_proxy_saying("HTTP/1.1 407 Auth\r\n\r\n", true);
    CHECK((refused.error().what + refused.error().why + refused.error().hint).find("pass@") ==
          std::string::npos);
    CHECK(refused.error().exit_code == ExitCode::network);
}

TEST_CASE("a proxy that cannot be reached is told apart from the farm") {
    ClientOptions options = quick_options();
    options.proxy = proxy_at(closed_port());
    TestClient client(tls_endpoint(20443, "ras.example"), options);
    const auto result = client.get();
    CHECK(why(result) == "connection refused");
    CHECK(result.error().what.starts_with("cannot reach the proxy 127.0.0.1:"));
}

TEST_CASE("a silent proxy ends at the deadline") {
    TestServer proxy([](Peer& peer, int) { peer.wait_for_close(); });
    ClientOptions options = quick_options();
    options.deadlines.connect = std::chrono::milliseconds(100);
    options.proxy = proxy_at(proxy.port());
    TestClient client(tls_endpoint(20443, "ras.example"), options);
    CHECK(why(client.get()) == "the proxy did not answer within 100 ms");
}

TEST_CASE("plain HTTP is forwarded in absolute form") {
    std::string asked;
    TestServer proxy([&](Peer& peer, int) {
        asked = peer.read_request();
        peer.send(ok("x"));
        peer.read_request();
        peer.send("HTTP/1.1 407 Auth\r\nContent-Length: 0\r\n\r\n");
        peer.wait_for_close();
    });
    ClientOptions options = quick_options();
    options.proxy = proxy_at(proxy.port(), true);
    Endpoint endpoint = plain_endpoint(8080);
    endpoint.host = "ras.example";
    TestClient client(endpoint, options);
    CHECK(why(client.get("/api/Site")) == "answered x");
    CHECK(asked.starts_with("GET http://ras.example:8080/api/Site HTTP/1.1\r\nHost: ras.example:8080\r\n"));
    CHECK(asked.find("Proxy-Authorization: Basic dXNlcjpwYXNz\r\n") != std::string::npos);
    CHECK(why(client.get()) == "it does not accept this user and password (407)");
}
