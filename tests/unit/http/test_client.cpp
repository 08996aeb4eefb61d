#include "test_client.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

namespace rasctl::http::test {

namespace asio = boost::asio;

namespace {

asio::awaitable<void> send_into(Client& client, Request request, BodySink sink,
                                std::optional<Result<Response>>& result) {
    result = co_await client.send(std::move(request), std::move(sink));
}

Result<Response> need(std::optional<Result<Response>>& result) {
    if (!result) throw std::logic_error("send() did not end");
    return std::move(*result);
}

}  // namespace

TestClient::TestClient(Endpoint endpoint, ClientOptions options)
    : client(io.get_executor(), std::move(endpoint), std::move(options)) {}

Result<Response> TestClient::send(Request request, BodySink sink) {
    std::optional<Result<Response>> result;
    asio::co_spawn(io, send_into(client, std::move(request), std::move(sink), result), asio::detached);
    io.restart();
    io.run();
    return need(result);
}

Result<Response> TestClient::get(const std::string& target) {
    Request request;
    request.target = target;
    return send(std::move(request));
}

Result<Response> TestClient::post(const std::string& target, std::string body) {
    Request request;
    request.method = "POST";
    request.target = target;
    request.body = std::move(body);
    request.idempotent = false;
    return send(std::move(request));
}

std::vector<Result<Response>> TestClient::send_all(const std::vector<Request>& requests) {
    std::vector<std::optional<Result<Response>>> results(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        asio::co_spawn(io, send_into(client, requests[i], BodySink(), results[i]), asio::detached);
    }
    io.restart();
    io.run();
    std::vector<Result<Response>> answers;
    for (auto& result : results) answers.push_back(need(result));
    return answers;
}

Result<Response> TestClient::send_and(Request request, std::chrono::milliseconds after,
                                      const std::function<void(Client&)>& then) {
    std::optional<Result<Response>> result;
    asio::co_spawn(io, send_into(client, std::move(request), BodySink(), result), asio::detached);
    asio::steady_timer timer(io, after);
    timer.async_wait([&](const boost::system::error_code&) { then(client); });
    io.restart();
    io.run();
    return need(result);
}

Result<Response> TestClient::send_and_cancel_coroutine(Request request, std::chrono::milliseconds after) {
    std::optional<Result<Response>> result;
    asio::cancellation_signal signal;
    // A coroutine that was cancelled may not await again, so the result is told by its return.
    const auto task = [](Client& used, Request sent) -> asio::awaitable<Result<Response>> {
        Result<Response> answer = co_await used.send(std::move(sent));
        co_return answer;
    };
    asio::co_spawn(io, task(client, std::move(request)),
                   asio::bind_cancellation_slot(
                       signal.slot(), [&](const std::exception_ptr& failure, Result<Response> answer) {
                           if (!failure) result = std::move(answer);
                       }));
    asio::steady_timer timer(io, after);
    timer.async_wait(
        [&](const boost::system::error_code&) { signal.emit(asio::cancellation_type::terminal); });
    io.restart();
    io.run();
    return need(result);
}

Endpoint plain_endpoint(std::uint16_t port) {
    Endpoint endpoint;
    endpoint.tls = false;
    endpoint.host = "127.0.0.1";
    endpoint.port = port;
    return endpoint;
}

Endpoint tls_endpoint(std::uint16_t port, std::string host) {
    Endpoint endpoint;
    endpoint.host = std::move(host);
    endpoint.port = port;
    return endpoint;
}

ClientOptions quick_options() {
    ClientOptions options;
    options.retry.first_wait = std::chrono::milliseconds(1);
    options.retry.first_limited_wait = std::chrono::milliseconds(1);
    options.deadlines.whole = std::chrono::seconds(20);
    return options;
}

Result<Certificate> certificate_of(Endpoint endpoint, std::optional<Proxy> proxy) {
    asio::io_context io(1);
    std::optional<Result<Certificate>> result;
    const auto task = [](Endpoint place, std::optional<Proxy> via,
                         std::optional<Result<Certificate>>& into) -> asio::awaitable<void> {
        Deadlines deadlines;
        deadlines.whole = std::chrono::seconds(20);
        into = co_await fetch_certificate(std::move(place), std::move(via), deadlines);
    };
    asio::co_spawn(io, task(std::move(endpoint), std::move(proxy), result), asio::detached);
    io.run();
    if (!result) throw std::logic_error("fetch_certificate() did not end");
    return std::move(*result);
}

}  // namespace rasctl::http::test
