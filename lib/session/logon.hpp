// The requests that begin and end an administrator's session.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>

#include "error/error.hpp"
#include "http/client.hpp"
#include "json/value.hpp"
#include "terminal/secret.hpp"

namespace rasctl::session {

// What the service wants on every request, reads as well; a form brings its own type.
inline constexpr const char* content_type = "application/json; api-version=1.0";

// A request of the API with its Content-Type, and with the token unless that is null.
http::Request prepared(http::Request request, const terminal::Secret* token);

// Whether a token can be sent: a line end in it would begin another header.
bool fits_a_header(std::string_view token);

struct LoggedOn {
    terminal::Secret token;
    std::string session_id;  // may be empty
};

// POST /api/Session/logon, once. A refusal (400, 401, 403) has exit code not_allowed and the server's own
// words.
boost::asio::awaitable<Result<LoggedOn>> log_on(http::Client& client, std::string username,
                                                const terminal::Secret& password);

// POST /api/Session/logoff, as it is sent.
http::Request logoff_request();
// Sends it, within a few seconds. A session that has ended already (401) is no failure.
boost::asio::awaitable<Result<>> log_off(http::Client& client, const terminal::Secret& token);

// What the service says about a refusal (`msg`, `detail` or `title`), safe for a terminal; empty when it says
// nothing.
std::string words_of_refusal(const http::Response& response);

// Why a server refused an administrator.
Error logon_refused(const std::string& username, const std::string& endpoint, std::string why);

}  // namespace rasctl::session
