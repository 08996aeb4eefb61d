// Being logged on to one farm.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>

#include "error/error.hpp"
#include "http/message.hpp"
#include "json/value.hpp"

namespace rasctl::session {

// The one way to the server: everything that asks it something goes through send(). An interface, so that
// what stands above can be tested without a server.
class Session {
  public:
    Session() = default;
    virtual ~Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Sends a request of the API. Content-Type (api-version=1.0; also on reads) and auth_token are added
    // here; the request must not hold them. Without a token, or when the server answers 401, logs on once and
    // repeats the request; of many processes one logs on and the others take its token. A response with an
    // error status is a response, not a failure; failures are those of the network, the credentials and the
    // files.
    virtual boost::asio::awaitable<Result<http::Response>> send(http::Request request,
                                                                http::BodySink sink = {}) = 0;

    // The server's major version (17 to 21 and later) as far as it is known without asking; 0 when it is not.
    virtual int known_server_version() const = 0;
    // The same, asking the server once per context when it is not known. 0 when the server does not tell.
    virtual boost::asio::awaitable<Result<int>> server_version() = 0;

    // "https://ras.company.dom:20443", for messages.
    virtual std::string endpoint() const = 0;

    // Ends a session that is not kept for later (credentials from the environment and no context). To be
    // called before the program ends, also after failures.
    virtual boost::asio::awaitable<Result<>> close() = 0;
    // Whether close() has anything to do: a session that is another's goes on.
    virtual bool ends_here() const { return true; }
};

// The body of a logon answer and of every other JSON answer: parsed, or a failure that names the request.
Result<json::Value> parse_body(const http::Response& response);

}  // namespace rasctl::session
