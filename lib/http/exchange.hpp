// One request and its response on one connection.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "error/error.hpp"
#include "http/connect.hpp"
#include "http/deadlines.hpp"
#include "http/endpoint.hpp"
#include "http/message.hpp"
#include "http/proxy.hpp"
#include "http/read_buffer.hpp"
#include "http/resumption.hpp"
#include "http/transport.hpp"
#include "http/watchdog.hpp"

namespace rasctl::http {

struct Connection {
    std::unique_ptr<Transport> transport;
    ReadBuffer buffer{};
    unsigned requests = 0;  // done on it
    std::chrono::steady_clock::time_point last_used{};
};

// What an exchange needs to know beside the request.
struct ExchangeSetting {
    const Endpoint& endpoint;
    const Proxy* forward_proxy;  // that gets requests for plain HTTP in absolute form, or null
    std::uint64_t body_limit;    // of a body that is kept
    std::string user_agent;
    Deadlines deadlines;
    std::string cookies{};            // for the Cookie header; empty: none
    bool ask_first = true;            // before a big body: Expect: 100-continue
    const Resumption* from{nullptr};  // where a download goes on, or null
};

struct Attempt {
    std::optional<Response> response;
    Error error{};                       // when there is no response
    bool left = false;                   // something of the request may have reached the server
    bool answered = false;               // a byte of the answer came
    bool delivered = false;              // something of the body reached the sink
    bool lost = false;                   // it was the connection that failed: repeating it may do
    bool reusable = false;               // the connection is fit for another request
    bool asked_first = false;            // Expect was sent, and the body was not
    std::optional<Resumption> resume{};  // after a loss: where to go on
    std::uint64_t sent = 0;              // bytes on the wire, without TLS
    std::uint64_t received = 0;
    std::chrono::microseconds first_byte{0};  // from the request's last byte to the answer's first
};

// Refuses what would break out of the request's header (a line end in a value, a blank in the target):
// usage(2).
Result<void> check_request(const Request& request);

// `target` is what goes into the request line, base path included. Never throws but for cancellation.
boost::asio::awaitable<Attempt> exchange(Connection& connection, const Request& request,
                                         const std::string& target, const BodySink& sink,
                                         const ExchangeSetting& setting, Watchdog& dog);

// "bad answer from host:port" and the like begin with the same place everywhere.
std::string bad_answer(const Endpoint& endpoint);
std::string no_answer(const Endpoint& endpoint);

}  // namespace rasctl::http
