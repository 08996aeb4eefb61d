#include "simulator/server/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <ctime>

#include "simulator/model/clock.hpp"
#include "simulator/server/quietly.hpp"

namespace rasctl::simulator {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::uint32_t maximum_header = 64U * 1024;
constexpr auto idle_time = std::chrono::seconds(120);
constexpr auto handshake_time = std::chrono::seconds(30);

// Path and query of a target: clients may name the whole URL, as they do to proxies.
std::string origin_form(beast::string_view target) {
    const auto scheme = target.find("://");
    if (target.starts_with('/') || scheme == beast::string_view::npos) return std::string(target);
    const auto path = target.find_first_of("/?", scheme + 3);
    if (path == beast::string_view::npos) return "/";
    return (target[path] == '?' ? "/" : "") + std::string(target.substr(path));
}

template <class Stream>
class Connection {
  public:
    Connection(Stream& stream, Endpoint& endpoint, std::size_t maximum_body)
        : stream_(stream), endpoint_(endpoint), maximum_body_(maximum_body) {}

    // Answers requests until the connection is to be closed. True when it should be closed politely.
    asio::awaitable<bool> serve() {
        beast::error_code none;
        const auto address = beast::get_lowest_layer(stream_).socket().remote_endpoint(none).address();
        if (!none) peer_ = address.to_string();
        while (co_await serve_one()) {
        }
        co_return polite_;
    }

  private:
    using Parser = http::request_parser<http::string_body>;

    asio::awaitable<bool> serve_one() {
        Parser parser;
        parser.header_limit(maximum_header);
        parser.body_limit(maximum_body_);
        beast::get_lowest_layer(stream_).expires_after(idle_time);
        auto [failed, size] = co_await http::async_read_header(stream_, buffer_, parser, quietly);
        if (!failed && beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            if (parser.content_length().value_or(0) > maximum_body_)
                co_return co_await refuse(413, "The body is too large.");
            if (!co_await write_text("HTTP/1.1 100 Continue\r\n\r\n")) co_return false;
        }
        if (!failed) {
            auto [body_failed, body_size] = co_await http::async_read(stream_, buffer_, parser, quietly);
            failed = body_failed;
        }
        if (failed == http::error::body_limit) co_return co_await refuse(413, "The body is too large.");
        if (failed == http::error::header_limit || failed == http::error::buffer_overflow)
            co_return co_await refuse(431, "The header is too large.");
        if (failed == http::error::end_of_stream || failed.category() != http_category()) {
            polite_ = failed == http::error::end_of_stream;
            if (failed) co_return false;
        } else if (failed) {
            co_return co_await refuse(400, "This is no HTTP request.");
        }
        co_return co_await answer(parser.release());
    }

    static const beast::error_category& http_category() {
        return make_error_code(http::error::end_of_stream).category();
    }

    asio::awaitable<bool> answer(http::request<http::string_body> message) {
        const bool keep_alive = message.keep_alive();
        const bool old_client = message.version() < 11;
        Request request;
        request.method = std::string(message.method_string());
        request.target = origin_form(message.target());
        for (const auto& field : message) request.headers.emplace_back(field.name_string(), field.value());
        request.body = std::move(message.body());
        request.peer = peer_;
        Reply reply = endpoint_.answer(request);
        if (reply.delay.count() > 0) {
            asio::steady_timer timer(stream_.get_executor(), reply.delay);
            co_await timer.async_wait(quietly);
        }
        if (reply.reset) {
            // Closing with unread time to linger sends a reset instead of a polite end.
            beast::error_code ignored;
            auto& socket = beast::get_lowest_layer(stream_).socket();
            socket.set_option(asio::socket_base::linger(true, 0), ignored);
            socket.close(ignored);
            co_return false;
        }
        if (old_client && reply.response.pieces) {
            reply.response.body = reply.response.whole_body();
            reply.response.pieces = nullptr;
        }
        polite_ = !keep_alive;
        // A client of HTTP/1.0 closes the connection unless it is told that it stays open.
        if (old_client && keep_alive) reply.response.headers.emplace_back("Connection", "keep-alive");
        const bool written = co_await write(reply.response, keep_alive, request.method == "HEAD");
        co_return written&& keep_alive;
    }

    asio::awaitable<bool> refuse(unsigned status, std::string_view why) {
        Response response = problem(status, why);
        polite_ = true;
        co_await write(response, false, false);
        co_return false;
    }

    std::string head_of(const Response& response, bool keep_alive) {
        std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
        head += std::string(http::obsolete_reason(static_cast<http::status>(response.status))) + "\r\n";
        head += "Date: " + Clock::http_date(std::time(nullptr)) + "\r\nServer: Kestrel\r\n";
        if (!response.content_type.empty()) head += "Content-Type: " + response.content_type + "\r\n";
        for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
        if (!keep_alive) head += "Connection: close\r\n";
        if (response.pieces)
            head += "Transfer-Encoding: chunked\r\n";
        else if (response.status != 204)
            head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
        return head + "\r\n";
    }

    asio::awaitable<bool> write(const Response& response, bool keep_alive, bool head_only) {
        std::string text = head_of(response, keep_alive);
        if (head_only) co_return co_await write_text(text);
        if (!response.pieces) co_return co_await write_text(text + response.body);
        bool more = true;
        while (more) {
            std::string piece;
            more = response.pieces(piece);
            if (!piece.empty()) {
                text += hexadecimal(piece.size()) + "\r\n" + piece + "\r\n";
            }
            if (!more) text += "0\r\n\r\n";
            if (!co_await write_text(text)) co_return false;
            text.clear();
        }
        co_return true;
    }

    static std::string hexadecimal(std::size_t number) {
        std::string digits;
        do {
            digits.insert(digits.begin(), "0123456789abcdef"[number & 15U]);
            number >>= 4U;
        } while (number != 0);
        return digits;
    }

    asio::awaitable<bool> write_text(std::string text) {
        beast::get_lowest_layer(stream_).expires_after(idle_time);
        auto [failed, size] = co_await asio::async_write(stream_, asio::buffer(text), quietly);
        co_return !failed;
    }

    Stream& stream_;
    Endpoint& endpoint_;
    std::size_t maximum_body_;
    beast::flat_buffer buffer_;
    std::string peer_;
    bool polite_ = false;
};

asio::awaitable<void> close_politely(beast::tcp_stream& stream) {
    beast::error_code ignored;
    stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    // What the client still sends is read for a moment: closing at once could reset the answer away.
    stream.expires_after(std::chrono::seconds(2));
    std::array<char, 4096> rest{};
    while (true) {
        auto [failed, size] = co_await stream.async_read_some(asio::buffer(rest), quietly);
        if (failed) break;
    }
    stream.socket().close(ignored);
}

}  // namespace

asio::awaitable<void> serve_connection(beast::tcp_stream stream, asio::ssl::context* tls, Endpoint& endpoint,
                                       std::size_t maximum_body) {
    beast::error_code ignored;
    stream.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    if (!tls) {
        Connection<beast::tcp_stream> connection(stream, endpoint, maximum_body);
        if (co_await connection.serve()) co_await close_politely(stream);
        co_return;
    }
    beast::ssl_stream<beast::tcp_stream> secure(std::move(stream), *tls);
    beast::get_lowest_layer(secure).expires_after(handshake_time);
    auto [failed] = co_await secure.async_handshake(asio::ssl::stream_base::server, quietly);
    if (failed) co_return;
    Connection<beast::ssl_stream<beast::tcp_stream>> connection(secure, endpoint, maximum_body);
    if (!co_await connection.serve()) co_return;
    beast::get_lowest_layer(secure).expires_after(std::chrono::seconds(2));
    co_await secure.async_shutdown(quietly);
    co_await close_politely(beast::get_lowest_layer(secure));
}

}  // namespace rasctl::simulator
