#include "http/exchange.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <utility>

#include "http/body_receiver.hpp"
#include "http/body_source.hpp"
#include "http/errors.hpp"
#include "http/request_header.hpp"
#include "http/response_parser.hpp"
#include "http/tls_error.hpp"
#include "terminal/secret.hpp"

namespace rasctl::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Protocol = boost::beast::http::error;
using std::chrono::steady_clock;

constexpr int interim_answers = 16;  // 100, 102, 103 before the real one
constexpr const char* speaks_tls = "the server speaks TLS on this port, not plain HTTP";
constexpr std::size_t joined_body = std::size_t{64} * 1024;
constexpr std::chrono::milliseconds longest_wait_for_continue{1000};

// What nginx, Go's and Apache's servers answer to plain HTTP on a TLS port.
bool complains_of_plain_http(const Response& response) {
    const std::string_view body = response.body;
    const auto says = [&](std::string_view text) { return body.find(text) != std::string_view::npos; };
    return response.status == 400 &&
           (says("HTTP request was sent to HTTPS") || says("HTTP request to an HTTPS") ||
            says("speaking plain HTTP to an SSL"));
}

bool is_protocol_error(const error_code& ec) {
    return ec && ec.category() == make_error_code(Protocol::bad_version).category();
}

class Exchange {
  public:
    Exchange(Connection& connection, const Request& request, const BodySink& sink,
             const ExchangeSetting& setting, Watchdog& dog)
        : connection_(connection),
          transport_(*connection.transport),
          request_(request),
          setting_(setting),
          dog_(dog),
          receiver_(sink, setting.body_limit, bad_answer(setting.endpoint)) {}

    asio::awaitable<Attempt> run(const std::string& target) {
        auto body = BodySource::open(request_.body);
        if (!body) {
            attempt_.error = body.error();
            co_return std::move(attempt_);
        }
        const error_code send_failure = co_await send(*body, target);
        if (!has_error() && !dog_.tripped()) {
            const error_code failure = co_await receive(send_failure);
            if (failure && !has_error()) fail(failure);
        }
        if (dog_.tripped()) {
            attempt_.response.reset();
            attempt_.error = dog_.error(no_answer(setting_.endpoint));
            attempt_.lost = false;
        }
        attempt_.delivered = receiver_.delivered();
        co_return std::move(attempt_);
    }

  private:
    bool has_error() const { return !attempt_.error.what.empty(); }

    asio::awaitable<error_code> send(BodySource& body, const std::string& target) {
        Transport& transport = transport_;
        const Watchdog::Guard guard(dog_, Phase::sending, setting_.deadlines.between_bytes,
                                    [&transport] { transport.close(); });
        if (!guard.entered()) co_return asio::error::operation_aborted;
        const bool accept_gzip = request_.method != "HEAD" && !transport_.is_loopback();
        auto first =
            terminal::Secret::taken_from(request_header(request_, target, body, setting_, accept_gzip));
        header_size_ = first.expose().size();
        // Whether a big body is wanted at all is worth asking first.
        if (asks_first(body, setting_)) {
            attempt_.asked_first = true;
            error_code ec = co_await write(first.expose());
            if (ec) co_return ec;
            const bool refused = co_await refuses_body();
            if (refused) co_return ec;
            attempt_.asked_first = false;
            ec = co_await send_body(body);
            co_return ec;
        }
        std::string_view rest;
        if (body.present() && body.size() > 0) {
            const auto piece = body.next();
            if (!piece) {
                attempt_.error = piece.error();
                co_return error_code();
            }
            // Header and a small body leave in one packet and one TLS record.
            if (piece->size() <= joined_body) {
                first.append(*piece);
            } else {
                rest = *piece;
            }
        }
        error_code ec = co_await write(first.expose());
        if (!ec && !rest.empty()) ec = co_await write(rest);
        report_upload(body);
        if (!ec) ec = co_await send_body(body);
        co_return ec;
    }

    asio::awaitable<error_code> send_body(BodySource& body) {
        error_code ec;
        while (!ec && body.present() && !final_header_) {
            const auto piece = body.next();
            if (!piece) {
                attempt_.error = piece.error();
                co_return error_code();
            }
            if (piece->empty()) break;
            ec = co_await write(*piece);
            report_upload(body);
        }
        co_return ec;
    }

    // What the server says within a short time: false for "100 Continue" and for silence, which older servers
    // keep (RFC 9110, 10.1.1).
    asio::awaitable<bool> refuses_body() {
        const auto patience = setting_.deadlines.between_bytes;
        const auto wait = patience.count() > 0 ? std::min(longest_wait_for_continue, patience / 2)
                                               : longest_wait_for_continue;
        const bool spoke = co_await transport_.says_something(wait);
        if (!spoke || dog_.tripped()) co_return false;
        early_failure_ = co_await receive_early();
        co_return final_header_ || early_failure_;
    }

    // The headers of answers that came before all was sent, the last of which may be the real one.
    asio::awaitable<error_code> receive_early() {
        const auto start = steady_clock::now();
        error_code ec;
        do {
            parser_ = std::make_unique<ResponseParser>();
            prepare(*parser_);
            ec = co_await read_header(*parser_, start);
            final_header_ = !ec && parser_->status() >= 200;
            if (!final_header_) ++interim_;
            // What is left over came together with it and makes no connection readable again.
        } while (!ec && !final_header_ && !connection_.buffer.empty() && interim_ <= interim_answers);
        co_return ec;
    }

    void report_upload(const BodySource& body) const {
        if (!request_.on_upload || !body.present()) return;
        const std::uint64_t done = attempt_.sent > header_size_ ? attempt_.sent - header_size_ : 0;
        request_.on_upload(std::min(done, body.size()), body.size());
    }

    // Ends early, without a failure, when the server's last word came meanwhile (413, 401).
    asio::awaitable<error_code> write(std::string_view data) {
        while (!data.empty() && !final_header_) {
            const IoResult written = co_await transport_.write_all(data, dog_, true);
            attempt_.sent += written.bytes;
            attempt_.left = attempt_.left || written.bytes > 0;
            if (written.ec) co_return written.ec;
            data.remove_prefix(written.bytes);
            if (!written.answered) continue;
            early_failure_ = co_await receive_early();
            if (early_failure_ || interim_ > interim_answers) co_return early_failure_;
        }
        all_sent_ = data.empty();
        co_return error_code();
    }

    // A server that refuses a request early may close while we send: its answer is what counts, and only when
    // there is none the failure to send.
    asio::awaitable<error_code> receive(error_code send_failure) {
        if (early_failure_) co_return early_failure_;
        const auto start = steady_clock::now();
        for (; interim_ <= interim_answers; ++interim_) {
            if (!final_header_) {
                parser_ = std::make_unique<ResponseParser>();
                prepare(*parser_);
                const error_code ec = co_await receive_header(*parser_, start);
                if (ec) co_return attempt_.answered || !send_failure ? ec : send_failure;
            }
            if (has_error()) co_return error_code();
            if (parser_->status() < 100) co_return make_error_code(Protocol::bad_status);
            if (parser_->status() >= 200) {
                const bool whole = all_sent_ && !attempt_.asked_first && !send_failure;
                const error_code ec = co_await receive_body(*parser_);
                if (!ec) finish(*parser_, whole);
                if (ec && receiver_.delivered())
                    attempt_.resume = resumption_of(request_, parser_->headers(),
                                                    before_ + receiver_.raw_bytes(), before_ > 0);
                co_return ec;
            }
            if (parser_->status() == 101) break;
        }
        attempt_.error =
            network_error(bad_answer(setting_.endpoint), "it never came to its real answer (1xx only)");
        co_return error_code();
    }

    void prepare(ResponseParser& parser) {
        parser.skip(request_.method == "HEAD");
        parser.on_header = [this, &parser] {
            if (parser.status() < 200) return true;
            std::optional<std::uint64_t> length;
            if (parser.content_length()) length = *parser.content_length();
            if (request_.method == "HEAD") return true;
            if (setting_.from != nullptr) {
                before_ = setting_.from->offset;
                if (auto error = why_not_the_rest(*setting_.from, parser.status(), parser.headers())) {
                    attempt_.error = std::move(*error);
                    return false;
                }
            }
            if (length) total_ = *length + before_;
            return receiver_.begin(parser.status(), parser.headers(), length);
        };
        parser.on_piece = [this](std::string_view piece) {
            // What has come behind all that was wanted only leaves the connection.
            if (receiver_.stopped()) return true;
            const bool more = receiver_.piece(piece);
            if (request_.on_download) request_.on_download(before_ + receiver_.raw_bytes(), total_);
            return more || receiver_.stopped();
        };
    }

    asio::awaitable<error_code> receive_header(ResponseParser& parser, steady_clock::time_point start) {
        Transport& transport = transport_;
        const Watchdog::Guard guard(dog_, Phase::awaiting_answer, setting_.deadlines.first_byte,
                                    [&transport] { transport.close(); });
        if (!guard.entered()) co_return asio::error::operation_aborted;
        const error_code ec = co_await read_header(parser, start);
        co_return ec;
    }

    asio::awaitable<error_code> read_header(ResponseParser& parser, steady_clock::time_point start) {
        error_code ec = parse(parser);
        // A refused body leaves the parser in the middle of its header.
        while (!ec && !parser.is_header_done() && !has_error()) {
            ec = co_await read_more();
            if (!attempt_.answered && attempt_.received > 0) {
                attempt_.answered = true;
                attempt_.first_byte =
                    std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start);
            }
            if (!ec) ec = parse(parser);
        }
        if (ec == asio::error::eof)
            co_return make_error_code(attempt_.answered ? Protocol::partial_message
                                                        : Protocol::end_of_stream);
        co_return ec;
    }

    asio::awaitable<error_code> receive_body(ResponseParser& parser) {
        Transport& transport = transport_;
        const Watchdog::Guard guard(dog_, Phase::receiving, setting_.deadlines.between_bytes,
                                    [&transport] { transport.close(); });
        if (!guard.entered()) co_return asio::error::operation_aborted;
        error_code ec;
        while (!ec && !parser.is_done() && !receiver_.stopped() && !receiver_.error()) {
            const std::uint64_t before = attempt_.received;
            ec = co_await read_more();
            if (ec == asio::error::eof) {
                ec = {};
                parser.put_eof(ec);
                break;
            }
            dog_.progress(attempt_.received - before);
            if (!ec) ec = parse(parser);
        }
        co_return ec;
    }

    asio::awaitable<error_code> read_more() {
        if (connection_.buffer.full()) co_return make_error_code(Protocol::header_limit);
        const auto room = connection_.buffer.room();
        const IoResult read = co_await transport_.read_some(room.data, room.size);
        connection_.buffer.came(read.bytes);
        attempt_.received += read.bytes;
        co_return read.ec;
    }

    // Feeds the parser until it is done or needs more than there is.
    error_code parse(ResponseParser& parser) {
        error_code ec;
        while (!connection_.buffer.empty() && !parser.is_done()) {
            const std::string_view unparsed = connection_.buffer.unparsed();
            const std::size_t used = parser.feed(unparsed, ec);
            connection_.buffer.consume(used);
            if (ec && receiver_.stopped()) return {};
            if (ec == Protocol::need_more) return {};
            if (ec == boost::system::errc::operation_canceled) {
                if (receiver_.error()) attempt_.error = *receiver_.error();
                return {};
            }
            if (ec || used == 0) break;
        }
        return ec;
    }

    void finish(ResponseParser& parser, bool all_sent) {
        if (receiver_.error() || (!receiver_.stopped() && !receiver_.finish())) {
            attempt_.error = *receiver_.error();
            return;
        }
        Response response;
        response.status = parser.status();
        response.reason = parser.reason();
        response.headers = parser.take_headers();
        response.body = receiver_.take_body();
        response.stopped = receiver_.stopped();
        attempt_.reusable = all_sent && parser.is_done() && parser.keep_alive() && connection_.buffer.empty();
        if (!transport_.is_tls() && complains_of_plain_http(response)) {
            attempt_.error = network_error(bad_answer(setting_.endpoint), speaks_tls, over_tls());
            return;
        }
        attempt_.response = std::move(response);
    }

    std::string over_tls() const {
        Endpoint secure = setting_.endpoint;
        secure.tls = true;
        return "--endpoint " + to_string(secure);
    }

    void fail(const error_code& ec) {
        const Endpoint& endpoint = setting_.endpoint;
        attempt_.lost = is_connection_loss(ec);
        Error error =
            network_error(attempt_.answered ? bad_answer(endpoint) : no_answer(endpoint), sentence(ec));
        const std::string_view unparsed = connection_.buffer.unparsed();
        const bool looks_like_tls =
            unparsed.size() > 1 && (unparsed[0] == 0x15 || unparsed[0] == 0x16) && unparsed[1] == 3;
        if (is_protocol_error(ec) && !transport_.is_tls() && looks_like_tls) {
            error.why = speaks_tls;
            error.hint = over_tls();
            attempt_.lost = false;
        } else if (attempt_.lost && !attempt_.answered && !transport_.is_tls()) {
            error.hint = expects_tls + over_tls();
        }
        attempt_.error = std::move(error);
    }

    Connection& connection_;
    Transport& transport_;
    const Request& request_;
    const ExchangeSetting& setting_;
    Watchdog& dog_;
    BodyReceiver receiver_;
    std::unique_ptr<ResponseParser> parser_;
    std::size_t header_size_ = 0;
    int interim_ = 0;
    bool final_header_ = false;  // parser_ has the header of the real answer
    bool all_sent_ = false;
    error_code early_failure_;
    std::uint64_t before_ = 0;  // bytes of the body that an earlier try brought
    std::optional<std::uint64_t> total_;
    Attempt attempt_;
};

}  // namespace

asio::awaitable<Attempt> exchange(Connection& connection, const Request& request, const std::string& target,
                                  const BodySink& sink, const ExchangeSetting& setting, Watchdog& dog) {
    Exchange one(connection, request, sink, setting, dog);
    ++connection.requests;
    Attempt attempt = co_await one.run(target);
    co_return attempt;
}

std::string bad_answer(const Endpoint& endpoint) {
    return "bad answer from " + host_and_port(endpoint);
}
std::string no_answer(const Endpoint& endpoint) {
    return "no answer from " + host_and_port(endpoint);
}

}  // namespace rasctl::http
