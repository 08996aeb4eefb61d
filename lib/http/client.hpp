// The HTTP client of one farm.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "error/error.hpp"
#include "http/clock.hpp"
#include "http/cookies.hpp"
#include "http/deadlines.hpp"
#include "http/endpoint.hpp"
#include "http/message.hpp"
#include "http/proxy.hpp"
#include "http/retry.hpp"
#include "http/tls_policy.hpp"

namespace rasctl::http {

class TlsContext;
class Trace;

struct ClientOptions {
    TlsPolicy tls{};
    // Made by that policy before; without it one is made for the first connection.
    std::shared_ptr<TlsContext> tls_context{};
    std::optional<Proxy> proxy{};
    Deadlines deadlines{};
    RetryPolicy retry{};
    std::uint64_t body_limit = std::uint64_t{64} * 1024 * 1024;  // of a body that is kept in memory
    std::string user_agent = "rasctl/" RASCTL_VERSION;
    Trace* trace = nullptr;  // must outlive the client
    Clock clock{};
};

// A pool of kept-alive connections to one endpoint. Everything happens on the executor's one thread; any
// number of send() may be under way at a time, each on its own connection.
class Client {
  public:
    Client(boost::asio::any_io_executor executor, Endpoint endpoint, ClientOptions options);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // Sends the request and answers with the response, whatever its status. Redirects of reads on this server
    // are followed; connection losses, 429, 502, 503 and 504 are retried as retry.hpp says. With a sink the
    // decoded body of a 2xx goes there piece by piece and is not kept; of other statuses up to 1 MiB is kept.
    // Failures: network(6), timed_out(7), interrupted(130) after cancel() or a cancelled coroutine,
    // refused(1) for a redirect elsewhere or a wait that is too long, usage(2) for what cannot be sent, and
    // what the sink failed with.
    boost::asio::awaitable<Result<Response>> send(Request request, BodySink sink = {});

    // What the server's cookies are, for keeping beside a token, and back. The client sends them by itself.
    CookieJar& cookies();

    // Ends every send() under way and to come with interrupted(130).
    void cancel();
    // Says goodbye to the connections that are idle. Not needed for a quick end.
    void close();

    const Endpoint& endpoint() const;

  private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace rasctl::http
