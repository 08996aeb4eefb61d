// The server over real sockets, on a port the system picks.
#include <catch2/catch.hpp>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <thread>

#include "simulated_farm.hpp"
#include "simulator/server/endpoint.hpp"
#include "simulator/server/server.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

// A server that runs while this lives.
class RunningServer {
  public:
    RunningServer(Service& service, bool tls, EndpointOptions options = {}) : endpoint_(service, options) {
        ServerOptions sockets;
        sockets.maximum_body = 1024UL * 1024;
        if (tls) sockets.certificate = make_certificate({"localhost", "127.0.0.1"}).value();
        certificate = sockets.certificate;
        server_.emplace(Server::listen(endpoint_, sockets).value());
        thread_ = std::thread([this] { server_->run(); });
    }
    ~RunningServer() {
        server_->stop();
        thread_.join();
    }
    tcp::endpoint address() const { return {asio::ip::make_address("127.0.0.1"), server_->port()}; }
    std::optional<Certificate> certificate;

  private:
    Endpoint endpoint_;
    std::optional<Server> server_;
    std::thread thread_;
};

std::string answer_to(const RunningServer& server, const std::string& text) {
    asio::io_context context;
    tcp::socket socket(context);
    socket.connect(server.address());
    asio::write(socket, asio::buffer(text));
    std::string all;
    boost::system::error_code ended;
    asio::read(socket, asio::dynamic_buffer(all), ended);
    return all;
}

}  // namespace

TEST_CASE("plain HTTP: keep-alive, pipelining, chunks, continue and refusals") {
    SimulatedFarm farm(21, seed_empty);
    farm.log_on();
    RunningServer server(farm.service, false);
    const std::string token = "auth_token: " + farm.token + "\r\n";
    const std::string two = answer_to(
        server, "GET /api/Site HTTP/1.1\r\nHost: x\r\n" + token + "\r\n" +
                    "GET /api/Site/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + token + "\r\n");
    CHECK(two.find("Transfer-Encoding: chunked") != std::string::npos);
    CHECK(two.find("HTTP/1.1 200", 10) != std::string::npos);
    const std::string old = answer_to(server, "GET /api/Site HTTP/1.0\r\n" + token + "\r\n");
    CHECK(old.find("Transfer-Encoding") == std::string::npos);
    CHECK(old.find("Site 1") != std::string::npos);
    const std::string body = R"({"server":"gw1"})";
    const std::string expected = answer_to(
        server, "POST /api/Gateway HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n" +
                    token + "Content-Type: application/json; api-version=1.0\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
    CHECK(expected.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201"));
    CHECK(answer_to(server, "POST /api/Gateway HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n")
              .starts_with("HTTP/1.1 413"));
    CHECK(answer_to(server, "nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
    CHECK(answer_to(server, "GET / HTTP/1.1\r\nX: " + std::string(100000, 'x') + "\r\n\r\n")
              .starts_with("HTTP/1.1 431"));
}

TEST_CASE("TLS: a client that trusts the certificate is served") {
    SimulatedFarm farm;
    RunningServer server(farm.service, true);
    asio::io_context context;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.add_certificate_authority(asio::buffer(server.certificate->certificate_pem));
    tls.set_verify_mode(asio::ssl::verify_peer);
    beast::ssl_stream<beast::tcp_stream> stream(context, tls);
    stream.set_verify_callback(asio::ssl::host_name_verification("localhost"));
    beast::get_lowest_layer(stream).connect(server.address());
    stream.handshake(asio::ssl::stream_base::client);
    http::request<http::string_body> request(http::verb::post, "/api/Session/logon", 11);
    request.set(http::field::host, "localhost");
    request.set(http::field::content_type, "application/json; api-version=1.0");
    request.body() = R"({"username":"administrator","password":"11112222"})";
    request.prepare_payload();
    http::write(stream, request);
    beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(stream, buffer, response);
    CHECK(response.result_int() == 200);
    CHECK(fingerprint_of(server.certificate->certificate_pem).value().size() == 95);
}

TEST_CASE("injected faults reset connections") {
    SimulatedFarm farm;
    RunningServer server(farm.service, false, {std::chrono::milliseconds(0), 1.0, 3});
    int resets = 0, answers = 0;
    for (int i = 0; i < 30; ++i) {
        const std::string text =
            answer_to(server, "GET /api/WebService/version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        if (text.empty())
            ++resets;
        else if (text.starts_with("HTTP/1.1 50"))
            ++answers;
    }
    CHECK(resets > 0);
    CHECK(answers > 0);
    CHECK(resets + answers == 30);
}
