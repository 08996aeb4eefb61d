// A client on an event loop of its own, for tests that wait for each answer.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <vector>

#include "http/certificate.hpp"
#include "http/client.hpp"

namespace rasctl::http::test {

class TestClient {
  public:
    TestClient(Endpoint endpoint, ClientOptions options = {});

    Result<Response> send(Request request, BodySink sink = {});
    Result<Response> get(const std::string& target = "/");
    Result<Response> post(const std::string& target, std::string body);
    // All at once.
    std::vector<Result<Response>> send_all(const std::vector<Request>& requests);
    // Sends, and calls `then` on the client's thread after `after`.
    Result<Response> send_and(Request request, std::chrono::milliseconds after,
                              const std::function<void(Client&)>& then);
    // Sends, and cancels the coroutine after `after`.
    Result<Response> send_and_cancel_coroutine(Request request, std::chrono::milliseconds after);

    boost::asio::io_context io{1};
    Client client;
};

Endpoint plain_endpoint(std::uint16_t port);
Endpoint tls_endpoint(std::uint16_t port, std::string host = "127.0.0.1");

// Retries without waits, whole requests bounded, so that a mistake fails instead of hanging.
ClientOptions quick_options();

Result<Certificate> certificate_of(Endpoint endpoint, std::optional<Proxy> proxy = {});

}  // namespace rasctl::http::test
