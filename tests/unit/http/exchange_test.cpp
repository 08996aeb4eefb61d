// Responses in all their forms, good and bad, over plain HTTP.
#include <zlib.h>

#include <catch2/catch.hpp>

#include "test_client.hpp"
#include "test_server.hpp"

using namespace rasctl;
using namespace rasctl::http;
using namespace rasctl::http::test;

namespace {

std::string gzipped(const std::string& text) {
    z_stream z{};
    deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, text.size()) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(out.size() - z.avail_out);
    deflateEnd(&z);
    return out;
}

// What the client makes of these bytes, after which the connection is closed.
Result<Response> answer_to(const std::string& bytes, const std::string& method = "GET",
                           const BodySink& sink = {}) {
    TestServer server([&](Peer& peer, int) {
        if (peer.read_request().empty()) return;
        peer.send(bytes);
    });
    ClientOptions options = quick_options();
    options.retry.max_retries = 0;
    TestClient client(plain_endpoint(server.port()), options);
    Request request;
    request.method = method;
    request.target = "/";
    return client.send(request, sink);
}

std::string why(const Result<Response>& result) {
    return result ? "answered " + std::to_string(result->status) : result.error().why;
}
std::string body(const Result<Response>& result) {
    return result ? result->body : "failed: " + result.error().why;
}

}  // namespace

TEST_CASE("a body by length, in chunks, and until the end of the connection") {
    CHECK(body(answer_to(ok("hello"))) == "hello");
    CHECK(body(answer_to("HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                         "chunked\r\n\r\n5;a=b;c=\"d\"\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n")) ==
          "hello world");
    CHECK(body(answer_to("HTTP/1.1 200 OK\r\n\r\nhello")) == "hello");
    CHECK(body(answer_to("HTTP/1.0 200 OK\r\n\r\nhello")) == "hello");
    CHECK(body(answer_to(ok(""))) == "");
    CHECK(body(answer_to("HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nx")) == "x");
    CHECK(body(answer_to("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok")) == "ok");
}

TEST_CASE("headers are found without regard to letter case") {
    const auto result = answer_to(ok("", "X-Thing: 1\r\nx-thing: 2\r\n"));
    REQUIRE(result.has_value());
    CHECK(result->header("X-THING") == "1");
    CHECK(!result->header("X-Other"));
    CHECK(result->reason == "OK");
}

TEST_CASE("answers without a body by definition have none") {
    CHECK(body(answer_to("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello")) == "");
    CHECK(body(answer_to("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello")) == "");
    CHECK(body(answer_to("HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n", "HEAD")) == "");
    CHECK(body(answer_to("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n", "HEAD")) ==
          "");
}

TEST_CASE("interim answers are passed over, but not for ever") {
    CHECK(body(answer_to("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" +
                         ok("real"))) == "real");
    std::string many;
    for (int i = 0; i < 100; ++i) many += "HTTP/1.1 100 Continue\r\n\r\n";
    CHECK(why(answer_to(many + ok("late"))) == "it never came to its real answer (1xx only)");
    CHECK(why(answer_to("HTTP/1.1 101 Switching Protocols\r\n\r\n")) ==
          "it never came to its real answer (1xx only)");
}

TEST_CASE("gzip is taken apart") {
    const std::string text = "some text, some text, some text";
    const std::string zip = gzipped(text);
    const std::string header = "Content-Encoding: gzip\r\n";
    CHECK(body(answer_to(ok(zip, header))) == text);
    CHECK(body(answer_to(ok(zip + zip, header))) == text + text);
    CHECK(body(answer_to(ok("", header))) == "");
    CHECK(why(answer_to(ok(zip.substr(0, zip.size() - 3), header))) == "its gzip encoding ends too early");
    CHECK(why(answer_to(ok("no gzip at all", header))) == "its gzip encoding is broken");
    CHECK(why(answer_to(ok(zip + "garbage!", header))) == "its gzip encoding is broken");
    CHECK(why(answer_to(ok("x", "Content-Encoding: br\r\n"))) ==
          "it is encoded in a way that was not asked for (br)");
    CHECK(body(answer_to(ok("x", "Content-Encoding: identity\r\n"))) == "x");
}

TEST_CASE("a gzip bomb is refused before it fills the memory") {
    const std::string bomb = gzipped(std::string(40 * 1024 * 1024, '0'));
    CHECK(why(answer_to(ok(bomb, "Content-Encoding: gzip\r\n"))) ==
          "its gzip encoding swells more than 200 times");
}

TEST_CASE("a body that ends too early is an error") {
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")) ==
          "the answer ends too early");
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")) ==
          "the answer ends too early");
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")) ==
          "the answer ends too early");
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nContent-Le")) == "the answer ends too early");
    CHECK(why(answer_to("")) == "connection closed without an answer");
}

TEST_CASE("contradictions and nonsense are refused") {
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokx")) ==
          "the answer has several Content-Lengths that differ");
    CHECK(why(answer_to(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) ==
          "the answer's Transfer-Encoding is broken or contradicts its Content-Length");
    CHECK(why(answer_to(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n")) ==
          "the answer's Content-Length is broken or contradicts its encoding");
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")) ==
          "the answer's Content-Length is broken or contradicts its encoding");
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n")) ==
          "the answer's Content-Length is broken or contradicts its encoding");
    CHECK(why(answer_to("SSH-2.0-OpenSSH_9.2\r\n")) == "the answer is not HTTP");
    CHECK(why(answer_to("HTTP/1.1 abc\r\n\r\n")) == "the answer's status line is broken");
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")) == "the answer has a broken header");
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) ==
          "the answer's chunks are broken");
}

TEST_CASE("a flood of headers is refused") {
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
    CHECK(why(answer_to(ok("x", many))) == "the answer's header is too big");
    CHECK(why(answer_to(ok("x", "X: " + std::string(200'000, 'y') + "\r\n"))) ==
          "the answer's header is too big");
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;" +
                        std::string(300'000, 'x'))) == "the answer's header is too big");
    CHECK(body(answer_to(ok("x", "X: " + std::string(30'000, 'y') + "\r\n"))) == "x");
}

TEST_CASE("a body that is too big to keep is refused at once") {
    CHECK(why(answer_to("HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\nhello")) ==
          "it has 4768 MiB, more than the 64 MiB that are kept in memory");
}

TEST_CASE("of the body of a failure the beginning is enough") {
    const auto result = answer_to("HTTP/1.1 500 Oops\r\n\r\n" + std::string(3 * 1024 * 1024, 'x'));
    REQUIRE(result.has_value());
    CHECK(result->status == 500);
    CHECK(result->body.size() == 1024 * 1024);
}

TEST_CASE("TLS on an http URL is recognised") {
    const auto result = answer_to(std::string("\x15\x03\x01\x00\x02\x02\x46", 7));
    REQUIRE(!result);
    CHECK(result.error().why == "the server speaks TLS on this port, not plain HTTP");
    CHECK(result.error().hint.starts_with("--endpoint https://127.0.0.1:"));
    CHECK(
        why(answer_to("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")) ==
        "the server speaks TLS on this port, not plain HTTP");
}

TEST_CASE("a sink gets a success piece by piece and may stop it or fail it") {
    std::string got;
    const BodySink keep = [&](std::string_view piece) -> Result<bool> {
        got += piece;
        return true;
    };
    const auto whole = answer_to("HTTP/1.1 200 OK\r\n\r\n" + std::string(300'000, 'x'), "GET", keep);
    REQUIRE(whole.has_value());
    CHECK(whole->body.empty());
    CHECK(got.size() == 300'000);

    const auto stopped = answer_to(ok(std::string(300'000, 'x')), "GET",
                                   [](std::string_view) -> Result<bool> { return false; });
    REQUIRE(stopped.has_value());
    CHECK(stopped->stopped);

    const auto failed = answer_to(ok("x"), "GET", [](std::string_view) -> Result<bool> {
        return Error{ExitCode::refused, "disk", "full", {}};
    });
    CHECK(why(failed) == "full");

    got.clear();
    const auto refused = answer_to("HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\ngone", "GET", keep);
    CHECK(body(refused) == "gone");
    CHECK(got.empty());
}

TEST_CASE("a connection outlives an answer of which the beginning was enough, once all of it has come") {
    const auto connections_for = [](const std::string& first) {
        TestServer server([&](Peer& peer, int connection) {
            std::string answer = connection == 0 ? first : ok("again");
            for (; !peer.read_request().empty(); answer = ok("again")) peer.send(answer);
        });
        TestClient client(plain_endpoint(server.port()), quick_options());
        Request request;
        request.target = "/";
        const auto stopped = client.send(request, [](std::string_view) -> Result<bool> { return false; });
        REQUIRE(stopped.has_value());
        CHECK(stopped->stopped);
        CHECK(body(client.send(request)) == "again");
        return server.connections();
    };
    CHECK(connections_for(ok("enough")) == 1);
    CHECK(connections_for("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "6\r\nenough\r\n3\r\nand\r\n0\r\n\r\n") == 1);
    CHECK(connections_for("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nenough") == 2);
    CHECK(connections_for("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nenough\r\nbroken") == 2);
}

TEST_CASE("what was delivered in part is not fetched again") {
    TestServer server([](Peer& peer, int) {
        peer.read_request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    });
    TestClient client(plain_endpoint(server.port()), quick_options());
    std::string got;
    Request request;
    request.target = "/";
    const auto result = client.send(request, [&](std::string_view piece) -> Result<bool> {
        got += piece;
        return true;
    });
    CHECK(why(result) == "the answer ends too early");
    CHECK(got == "hello");
    CHECK(server.connections() == 1);
}
