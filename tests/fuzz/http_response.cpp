// HTTP answers over a socket, through all of the client but TLS. Line 1 is how the bytes come ("w" whole, "p"
// in pieces; "s" into a sink; "t" is a proxy's answer to CONNECT) and the method; the rest is what the server
// sends before it closes. Bytes in pieces mean what they mean whole, and every answer or failure can be told.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "farm/server_error.hpp"
#include "http/exchange.hpp"
#include "http/redirect.hpp"
#include "http/retry.hpp"
#include "http/tunnel.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr std::uint64_t body_limit = 256 * 1024;

// A connection whose other side has sent everything that it will send. A sequence of packets, so that what is
// written in pieces is read in pieces.
class Wire {
  public:
    Wire(asio::io_context& io, std::string_view bytes, bool piecewise) {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) std::abort();
        far_ = ends[1];
        ::fcntl(far_, F_SETFL, O_NONBLOCK);
        const std::size_t largest = piecewise ? 1 + bytes.size() / 16 : 12 * 1024;
        while (!bytes.empty()) {
            const auto size = std::min(bytes.size(), largest);
            if (::send(far_, bytes.data(), size, MSG_NOSIGNAL) < 0) break;
            bytes.remove_prefix(size);
        }
        ::shutdown(far_, SHUT_WR);
        asio::ip::tcp::socket socket(io);
        socket.assign(asio::ip::tcp::v4(), ends[0]);
        connection.transport = std::make_unique<http::Transport>(std::move(socket));
    }
    ~Wire() { ::close(far_); }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    http::Connection connection;

  private:
    int far_ = -1;
};

struct Plan {
    bool piecewise = false;
    bool to_sink = false;
    bool tunnel = false;
    http::Request request{};
};

Plan plan_of(std::string_view line) {
    Plan plan;
    for (; !line.empty() && line.front() != ' '; line.remove_prefix(1)) {
        if (line.front() == 'p') plan.piecewise = true;
        if (line.front() == 's') plan.to_sink = true;
        if (line.front() == 't') plan.tunnel = true;
    }
    plan.request.method = line == " HEAD" ? "HEAD" : line == " POST" ? "POST" : "GET";
    plan.request.idempotent = plan.request.method != "POST";
    plan.request.target = "/api/Gateway?siteId=1";
    if (plan.request.method == "POST") plan.request.body = std::string("{}");
    return plan;
}

const http::Endpoint endpoint{.tls = false, .host = "ras.example", .port = 20443, .base_path = ""};

struct Heard {
    http::Attempt attempt{};
    std::string sunk{};
};

Heard exchange_once(const Plan& plan, std::string_view bytes, bool piecewise) {
    asio::io_context io{1};
    Wire wire(io, bytes, piecewise);
    Heard heard;
    http::BodySink sink;
    if (plan.to_sink)
        sink = [&](std::string_view piece) -> Result<bool> {
            heard.sunk += piece;
            return heard.sunk.size() < body_limit;
        };
    const http::ExchangeSetting setting{endpoint, nullptr, body_limit, "rasctl", {}};
    http::Watchdog dog(io.get_executor(), 0ms);
    const auto run = [&]() -> asio::awaitable<void> {
        heard.attempt =
            co_await http::exchange(wire.connection, plan.request, plan.request.target, sink, setting, dog);
    };
    // What still waits when the exchange is over are deadlines.
    asio::co_spawn(io, run(), [&io](const std::exception_ptr&) { io.stop(); });
    io.run();
    return heard;
}

void check_answer(const Plan& plan, const http::Response& response) {
    expect(response.status >= 100 && response.status <= 999, "a status has three digits");
    expect(response.body.size() <= std::max<std::uint64_t>(body_limit, 1024 * 1024), "a body has its limit");
    const http::TryOutcome outcome{.idempotent = plan.request.idempotent, .response = &response};
    const auto decision = http::decide({}, outcome, {.left = 10s},
                                       std::chrono::system_clock::time_point(1'700'000'000s), "ras.example");
    expect(!decision.again || plan.request.idempotent || response.status == 429 || response.status == 503,
           "a write is not repeated");
    expect(!decision.again || (decision.wait >= 0ms && decision.wait <= 63s), "a wait has its limit");
    const auto next = http::redirect_target(endpoint, plan.request, plan.request.target, response);
    if (next && *next) {
        expect((*next)->starts_with('/'), "a redirect leads to a path", **next);
        http::Request following = plan.request;
        following.target = **next;
        expect(http::check_request(following).has_value(), "a redirect can be followed", **next);
    }
    if (!next) expect_told(next.error());
    if (!response.ok()) expect_told(farm::server_error("cannot list", response));
}

void check_exchange(const Plan& plan, std::string_view bytes) {
    const Heard heard = exchange_once(plan, bytes, plan.piecewise);
    const http::Attempt& attempt = heard.attempt;
    if (attempt.response)
        check_answer(plan, *attempt.response);
    else
        expect_told(attempt.error);
    if (!plan.piecewise) return;
    const Heard whole = exchange_once(plan, bytes, false);
    expect(attempt.response.has_value() == whole.attempt.response.has_value(), "an answer in pieces is one",
           attempt.error.why + " / " + whole.attempt.error.why);
    if (!attempt.response) return;
    const http::Response& other = *whole.attempt.response;
    expect(attempt.response->status == other.status && attempt.response->headers == other.headers,
           "an answer in pieces has the same header");
    const bool cut = attempt.response->stopped || other.stopped;
    expect(cut || (attempt.response->body == other.body && heard.sunk == whole.sunk),
           "an answer in pieces has the same body");
}

void check_tunnel(const Plan& plan, std::string_view bytes) {
    asio::io_context io{1};
    Wire wire(io, bytes, plan.piecewise);
    http::Watchdog dog(io.get_executor(), 0ms);
    const http::Proxy proxy{.host = "proxy.example",
                            .port = 3128,
                            .user = "u",
                            .password = "p",
                            .has_credentials = true,
                            .origin = "--proxy"};
    const auto run = [&]() -> asio::awaitable<void> {
        const auto opened = co_await http::open_tunnel(*wire.connection.transport, proxy, endpoint, 10s, dog);
        if (!opened) expect_told(opened.error());
        if (opened) expect(bytes.starts_with("HTTP/1."), "a tunnel begins with an HTTP answer", bytes);
    };
    // What still waits when the exchange is over are deadlines.
    asio::co_spawn(io, run(), [&io](const std::exception_ptr&) { io.stop(); });
    io.run();
}

}  // namespace

void check(std::string_view input) {
    Lines lines(input);
    const Plan plan = plan_of(lines.next());
    if (plan.tunnel)
        check_tunnel(plan, lines.rest());
    else
        check_exchange(plan, lines.rest());
}

}  // namespace rasctl::fuzz
