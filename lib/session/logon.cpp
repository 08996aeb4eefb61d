#include "session/logon.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/errors.hpp"
#include "http/known_secrets.hpp"
#include "http/shown_text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "session/session.hpp"
#include "terminal/signals.hpp"
#include "text/utf8.hpp"

namespace rasctl::session {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using terminal::Secret;

constexpr std::chrono::milliseconds logoff_deadline = 5s;  // of each step
// All of it: where many log off at once, a server that limits requests keeps them waiting.
constexpr std::chrono::milliseconds logoff_deadline_when_limited = 65s;
constexpr std::chrono::milliseconds logoff_deadline_after_interruption = 500ms;  // a person waits

// {"username": ..., "password": ...} in a string with room for all of it, so that growing leaves no copy
// behind.
std::string logon_body(const std::string& username, std::string_view password) {
    std::string body;
    body.reserve(64 + 6 * (username.size() + password.size()));
    body += "{\"username\":";
    json::append_quoted(body, username);
    body += ",\"password\":";
    json::append_quoted(body, password);
    body += '}';
    return body;
}

http::Request logon_request(const std::string& username, std::string_view password) {
    http::Request request;
    request.method = "POST";
    request.target = "/api/Session/logon";
    request.idempotent = false;
    request.body = logon_body(username, password);
    request.shown_body = logon_body(username, http::secret_mask);
    return request;
}

Result<LoggedOn> read_answer(http::Response& response, const std::string& endpoint) {
    auto answer = parse_body(response);
    terminal::cleanse(response.body);
    if (!answer) return answer.error();
    json::Value* const token = answer->is_object() ? answer->as_object().find("authToken") : nullptr;
    const json::Value* const id = answer->find("sessionId");
    if (token == nullptr || !token->is_string() || token->as_string().empty()) {
        return Error{.exit_code = ExitCode::refused,
                     .what = fmt::format("cannot log on to {}", endpoint),
                     .why = "its answer holds no authToken",
                     .hint = "check that the endpoint is the RAS web administration service: rasctl doctor"};
    }
    if (!fits_a_header(token->as_string())) {
        terminal::cleanse(token->as_string());
        return Error{.exit_code = ExitCode::refused,
                     .what = fmt::format("cannot log on to {}", endpoint),
                     .why = "the token in its answer cannot be sent back: it holds control characters",
                     .hint = "check that the endpoint is the RAS web administration service: rasctl doctor"};
    }
    return LoggedOn{Secret::taken_from(std::move(token->as_string())),
                    id ? id->scalar_text() : std::string{}};
}

}  // namespace

bool fits_a_header(std::string_view token) {
    return std::ranges::none_of(token,
                                [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

http::Request prepared(http::Request request, const Secret* token) {
    const bool has_type =
        std::ranges::find(request.headers, "Content-Type", &http::Header::first) != request.headers.end();
    if (!has_type && !std::holds_alternative<http::Multipart>(request.body))
        request.headers.emplace_back("Content-Type", content_type);
    if (token != nullptr) {
        http::know_secret(token->expose());
        request.headers.emplace_back("auth_token", token->expose());
    }
    return request;
}

std::string words_of_refusal(const http::Response& response) {
    const auto value = json::parse(response.body);
    if (!value) return {};
    if (value->is_string()) return http::without_secrets(http::shown_text(value->as_string()));
    for (const std::string_view name : {"msg", "detail", "title"}) {
        const json::Value* const words = value->find(name);
        if (words && words->is_string() && !words->as_string().empty())
            return http::without_secrets(http::shown_text(words->as_string()));
    }
    return {};
}

Error logon_refused(const std::string& username, const std::string& endpoint, std::string why) {
    return {.exit_code = ExitCode::not_allowed,
            .what = fmt::format("{} refuses the logon of {}", endpoint, http::shown_text(username)),
            .why = std::move(why),
            .hint = fmt::format("rasctl login {}", endpoint)};
}

asio::awaitable<Result<LoggedOn>> log_on(http::Client& client, std::string username, const Secret& password) {
    const std::string endpoint = http::to_string(client.endpoint());
    if (!is_utf8(password.expose()))
        co_return Error{.exit_code = ExitCode::usage,
                        .what = fmt::format("cannot log on to {}", endpoint),
                        .why = "the password is not UTF-8, and JSON carries nothing else",
                        .hint = "iconv -f ISO-8859-1 -t UTF-8 FILE turns a file into it"};
    const http::KnownSecret known(password.expose());
    http::Request request = prepared(logon_request(username, password.expose()), nullptr);
    Result<http::Response> response = co_await client.send(std::move(request));
    if (!response) {
        Error error = response.error();
        // Another logon does no harm.
        if (error.hint == http::look_before_sending_again) error.hint = "rasctl doctor";
        co_return error;
    }
    if (response->ok()) co_return read_answer(*response, endpoint);
    std::string words = words_of_refusal(*response);
    // A server that repeats the password: what is left of its words is not worth the risk.
    if (words.find(password.expose()) != std::string::npos ||
        words.find(http::secret_mask) != std::string::npos)
        words.clear();
    const unsigned status = response->status;
    Error error;
    if (status == 400 || status == 401 || status == 403) {
        error = logon_refused(username, endpoint,
                              words.empty() ? "user name or password is wrong" : std::move(words));
    } else {
        error.what = fmt::format("cannot log on to {}", endpoint);
        error.why = words.empty() ? fmt::format("the server answers {}", status) : std::move(words);
        error.hint = status == 404
                         ? "check that the endpoint is the RAS web administration service: rasctl doctor"
                         : "";
    }
    error.http_status = static_cast<int>(status);
    co_return error;
}

http::Request logoff_request() {
    http::Request request;
    request.method = "POST";
    request.target = "/api/Session/logoff";
    request.idempotent = false;
    return request;
}

asio::awaitable<Result<>> log_off(http::Client& client, const Secret& token) {
    http::Request request = logoff_request();
    http::Deadlines deadlines;
    for (auto* step : {&deadlines.resolve, &deadlines.connect, &deadlines.handshake, &deadlines.first_byte,
                       &deadlines.between_bytes})
        *step = logoff_deadline;
    deadlines.whole =
        terminal::stop_requested() ? logoff_deadline_after_interruption : logoff_deadline_when_limited;
    request.deadlines = deadlines;
    Result<http::Response> response = co_await client.send(prepared(std::move(request), &token));
    if (!response) co_return response.error();
    if (response->ok() || response->status == 401) co_return Result<>{};
    const std::string words = words_of_refusal(*response);
    co_return Error{.exit_code = ExitCode::refused,
                    .what = fmt::format("cannot log off from {}", http::to_string(client.endpoint())),
                    .why = words.empty() ? fmt::format("the server answers {}", response->status) : words,
                    .http_status = static_cast<int>(response->status)};
}

}  // namespace rasctl::session
